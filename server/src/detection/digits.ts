/** Whole numbers in a few characters that JSON leaves as they are, so that a person's months take little room. */
export const DIGITS = Array.from({ length: 92 }, (_, index) => String.fromCharCode(35 + index))
  .filter((character) => character !== '\\')
  .join('')

const BASE = DIGITS.length
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]))

/** What does not fit is the greatest that does. */
export function writtenNumber(value: number, width: number): string {
  let rest = Math.min(value, BASE ** width - 1)
  let text = ''
  for (let place = 0; place < width; place++) {
    text = DIGITS.charAt(rest % BASE) + text
    rest = Math.floor(rest / BASE)
  }
  return text
}

/** 0 beyond the end. */
export function numberAt(text: string, start: number, width: number): number {
  let value = 0
  for (let place = start; place < start + width; place++) value = value * BASE + (VALUES.get(text.charAt(place)) ?? 0)
  return value
}
