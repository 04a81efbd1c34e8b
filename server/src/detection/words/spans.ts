import type { Language } from '@kotisilta/contract'
import { number } from './numbers.ts'

/** `3 päivässä`, `på 3 dagar`, `in 3 days`. */
export function inDays(language: Language, days: number): string {
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
