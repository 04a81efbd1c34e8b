import type { Language, Plan, Words } from '@kotisilta/contract'
import { inEachLanguage } from './in-each-language.ts'
import { number } from './numbers.ts'
import { measured } from './signs.ts'

const kilograms = (language: Language, grams: number): string => measured(language, 'body-weight', grams / 1000)

/** `3 päivässä`, `på 3 dagar`, `in 3 days`. */
function inDays(language: Language, days: number): string {
  const count = number(language, days)
  switch (language) {
    case 'fi':
      return `${count} päivässä`
    case 'sv':
      return `på ${count} ${days === 1 ? 'dag' : 'dagar'}`
    case 'en':
      return `in ${count} ${days === 1 ? 'day' : 'days'}`
  }
}

/** @param lowest of the rule's days, grams @param gain above it, grams */
export function weightGainWords({ weightGain: rule }: Plan, lowest: number, gain: number): Words {
  return inEachLanguage((language) => {
    const up = kilograms(language, gain)
    const least = kilograms(language, lowest)
    const present = kilograms(language, lowest + gain)
    const limit = measured(language, 'body-weight', rule.kilograms)
    const span = inDays(language, rule.days)
    switch (language) {
      case 'fi':
        return {
          title: `Paino noussut ${up} ${span}`,
          why: `Paino oli alimmillaan ${least} ja on nyt ${present}; yli ${limit}:n nousu ${span} voi johtua nesteen kertymisestä.`,
        }
      case 'sv':
        return {
          title: `Vikten upp ${up} ${span}`,
          why: `Vikten var som lägst ${least} och är nu ${present}; en ökning på mer än ${limit} ${span} kan bero på att vätska samlas.`,
        }
      case 'en':
        return {
          title: `Weight up ${up} ${span}`,
          why: `The lowest weight was ${least} and it is now ${present}; a gain of more than ${limit} ${span} can mean that fluid is gathering.`,
        }
    }
  })
}

export function weightSteadyWords({ weightGain: rule }: Plan): Words {
  return inEachLanguage((language) => {
    const limit = measured(language, 'body-weight', rule.kilograms)
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
