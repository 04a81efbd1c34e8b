import type { Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { kilograms } from './signs.ts'
import { inDays } from './spans.ts'

interface Limit {
  kilograms: number
  days: number
}

type Enough = 'more' | 'atLeast'

/** @param lowest of the rule's days, grams @param gain above it, grams */
const gained =
  (enough: Enough) =>
  (rule: Limit, lowest: number, gain: number): Words =>
    inEachLanguage((language) => {
      const up = kilograms(language, gain)
      const least = kilograms(language, lowest)
      const present = kilograms(language, lowest + gain)
      const limit = kilograms(language, rule.kilograms * 1000)
      const span = inDays(language, rule.days)
      switch (language) {
        case 'fi': {
          const rise = enough === 'more' ? `yli ${limit}:n` : `vähintään ${limit}:n`
          return {
            title: `Paino noussut ${up} ${span}`,
            why: `Paino oli alimmillaan ${least} ja on nyt ${present}; ${rise} nousu ${span} voi johtua nesteen kertymisestä.`,
          }
        }
        case 'sv': {
          const rise = enough === 'more' ? `mer än ${limit}` : `minst ${limit}`
          return {
            title: `Vikten upp ${up} ${span}`,
            why: `Vikten var som lägst ${least} och är nu ${present}; en ökning på ${rise} ${span} kan bero på att vätska samlas.`,
          }
        }
        case 'en': {
          const rise = enough === 'more' ? `more than ${limit}` : `at least ${limit}`
          return {
            title: `Weight up ${up} ${span}`,
            why: `The lowest weight was ${least} and it is now ${present}; a gain of ${rise} ${span} can mean that fluid is gathering.`,
          }
        }
      }
    })

export const weightGainWords = gained('more')
/** Of a rule for which its limit itself is enough. */
export const weightGainFromWords = gained('atLeast')

export function weightSteadyWords(rule: Limit): Words {
  return inEachLanguage((language) => {
    const limit = kilograms(language, rule.kilograms * 1000)
    const span = inDays(language, rule.days)
    switch (language) {
      case 'fi':
        return { title: 'Paino ei enää nouse nopeasti', why: `Paino on noussut ${span} alle ${limit}.` }
      case 'sv':
        return { title: 'Vikten stiger inte längre snabbt', why: `Vikten har ökat mindre än ${limit} ${span}.` }
      case 'en':
        return { title: 'Weight no longer rising fast', why: `Weight has gone up by less than ${limit} ${span}.` }
    }
  })
}
