import type { EntryRange } from '@kotisilta/contract'

export type Typed = { number: number } | { fault: 'not-a-number' | 'too-low' | 'too-high' } | undefined

/**
 * What somebody has typed: a comma is a point, a space is nothing, and anything else that is no number is a fault, as
 * is a number outside the range. Undefined: nothing has been typed.
 */
export function typedNumber(text: string, { least, most }: EntryRange): Typed {
  const plain = text.replaceAll(/\s/g, '').replace(',', '.')
  if (plain === '') return undefined
  if (!/^\d{1,6}(\.\d{0,2})?$/.test(plain)) return { fault: 'not-a-number' }
  const number = Number(plain)
  if (number < least) return { fault: 'too-low' }
  return number > most ? { fault: 'too-high' } : { number }
}
