import type { Language, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'

/** What a condition is called in the middle of a sentence. */
export type Named = Readonly<Record<Language, string>>

const TITLES: Named = {
  fi: 'Ei enää voimassa',
  sv: 'Gäller inte längre',
  en: 'No longer so',
}
const WHYS: Named = {
  fi: 'Ehto ei täyty, kun otetaan huomioon myöhässä tulleet tiedot tai muuttunut suunnitelma.',
  sv: 'Villkoret är inte uppfyllt när senkomna uppgifter eller en ändrad plan räknas med.',
  en: 'The condition is not met once data that came late, or a changed plan, is taken into account.',
}

/** For a condition that ends without a reading having ended it. */
export const retractedWords = (what: Named): Words =>
  inEachLanguage((language) => ({ title: `${TITLES[language]}: ${what[language]}`, why: WHYS[language] }))
