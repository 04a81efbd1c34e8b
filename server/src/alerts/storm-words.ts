import type { Language, Milliseconds, Words } from '@kotisilta/contract'
import { clockTime, inEachLanguage } from '../detection/index.ts'

const TITLES: Readonly<Record<Language, (homes: number) => string>> = {
  fi: (homes) => `Yhteys poikki ainakin ${homes} kotiin samalla alueella`,
  sv: (homes) => `Minst ${homes} hem i samma område saknar kontakt`,
  en: (homes) => `At least ${homes} homes of one area are cut off`,
}

const REASONS: Readonly<Record<Language, (from: string) => string>> = {
  fi: (from) =>
    `Ensimmäinen yhteys katkesi klo ${from}. Syy on luultavasti yhteinen, kuten sähkö- tai verkkokatko. Avunpyyntö näistä kodeista ei tule perille.`,
  sv: (from) =>
    `Den första kontakten bröts kl. ${from}. Orsaken är troligen gemensam, till exempel ett el- eller nätavbrott. Ett trygghetslarm från hemmen kommer inte fram.`,
  en: (from) =>
    `The first was cut off at ${from}. The cause is probably a common one, such as a power or network failure. A call for help from these homes does not get through.`,
}

/** What whoever is called for all of them is told. */
export const stormWords = (homes: number, since: Milliseconds): Words =>
  inEachLanguage((language) => ({ title: TITLES[language](homes), why: REASONS[language](clockTime(since)) }))
