import type { Language, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { number } from './numbers.ts'
import { kilograms } from './signs.ts'
import { inDays } from './spans.ts'

interface Loss {
  days: number
  /** Grams. */
  highest: number
  now: number
  tenths: number
}

/** `5,2 %`, in English `5.2%`. */
const percent = (language: Language, tenths: number): string =>
  `${number(language, tenths / 10)}${language === 'en' ? '%' : ' %'}`

export const malnutritionWords = ({ days, highest, now, tenths }: Loss): Words =>
  inEachLanguage((language) => {
    const lost = percent(language, tenths)
    const span = inDays(language, days)
    const most = kilograms(language, highest)
    const present = kilograms(language, now)
    switch (language) {
      case 'fi':
        return {
          title: `Paino laskenut ${lost} ${span}`,
          why: `Paino oli ylimmillään ${most} ja on nyt ${present} (kolmen punnituspäivän tasoitettu paino); lasku voi kertoa vajaaravitsemuksesta.`,
        }
      case 'sv':
        return {
          title: `Vikten ner ${lost} ${span}`,
          why: `Vikten var som högst ${most} och är nu ${present} (utjämnad över tre vägningsdagar); minskningen kan vara tecken på undernäring.`,
        }
      case 'en':
        return {
          title: `Weight down ${lost} ${span}`,
          why: `The highest weight was ${most} and it is now ${present} (steadied over three weighing days); the loss can be a sign of malnutrition.`,
        }
    }
  })

/** @param now grams */
export const weightRegainedWords = (now: number): Words =>
  inEachLanguage((language) => {
    const present = kilograms(language, now)
    switch (language) {
      case 'fi':
        return { title: 'Paino ei enää laske', why: `Paino on nyt ${present}, ja lasku on jäänyt rajojen alle.` }
      case 'sv':
        return {
          title: 'Vikten minskar inte längre',
          why: `Vikten är nu ${present}, och minskningen är under gränserna.`,
        }
      case 'en':
        return {
          title: 'Weight no longer falling',
          why: `The weight is now ${present}, and the loss is below the limits.`,
        }
    }
  })
