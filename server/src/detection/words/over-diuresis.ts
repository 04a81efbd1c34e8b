import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { kilograms } from './signs.ts'
import { inDays } from './spans.ts'

interface Limit {
  kilograms: number
  days: number
}

/** @param highest of the rule's days, grams @param loss below it, grams */
export const overDiuresisWords = (rule: Limit, highest: number, loss: number): Words =>
  inEachLanguage((language) => {
    const down = kilograms(language, loss)
    const most = kilograms(language, highest)
    const present = kilograms(language, highest - loss)
    const limit = kilograms(language, rule.kilograms * 1000)
    const span = inDays(language, rule.days)
    switch (language) {
      case 'fi':
        return {
          title: `Paino laskenut ${down} ${span}`,
          why: `Paino oli ylimmillään ${most} ja on nyt ${present}; nesteenpoistolääkkeen aikana vähintään ${limit}:n lasku ${span} voi tarkoittaa, että nestettä poistuu liikaa.`,
        }
      case 'sv':
        return {
          title: `Vikten ner ${down} ${span}`,
          why: `Vikten var som högst ${most} och är nu ${present}; med vätskedrivande medicin kan en minskning på minst ${limit} ${span} betyda att kroppen förlorar för mycket vätska.`,
        }
      case 'en':
        return {
          title: `Weight down ${down} ${span}`,
          why: `The highest weight was ${most} and it is now ${present}; on a diuretic a loss of at least ${limit} ${span} can mean that too much fluid is going.`,
        }
    }
  })

export const weightNoLongerFallingWords = (rule: Limit): Words =>
  inEachLanguage((language) => {
    const limit = kilograms(language, rule.kilograms * 1000)
    const span = inDays(language, rule.days)
    switch (language) {
      case 'fi':
        return { title: 'Paino ei enää laske nopeasti', why: `Paino on laskenut ${span} alle ${limit}.` }
      case 'sv':
        return { title: 'Vikten sjunker inte längre snabbt', why: `Vikten har minskat mindre än ${limit} ${span}.` }
      case 'en':
        return { title: 'Weight no longer falling fast', why: `Weight has gone down by less than ${limit} ${span}.` }
    }
  })
