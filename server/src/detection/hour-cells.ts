import { DIGITS } from './digits.ts'

/** How the hours of a day are written down, one character each: what a blank stands for is not known. */
export interface Scale {
  /** What the first character means, and by how much each next one is more. */
  low: number
  step: number
}

const BLANK = ' '
export const HOURS = 24

/** Means of hours, from a count and a sum for each. */
export function written(cells: readonly number[], { low, step }: Scale): string {
  let text = ''
  for (let hour = 0; hour < HOURS; hour++) {
    const count = cells[2 * hour] ?? 0
    if (count === 0) {
      text += BLANK
      continue
    }
    const place = Math.round(((cells[2 * hour + 1] ?? 0) / count - low) / step)
    text += DIGITS.charAt(Math.max(0, Math.min(DIGITS.length - 1, place)))
  }
  return text
}

export function readCell(text: string, hour: number, { low, step }: Scale): number | undefined {
  const place = DIGITS.indexOf(text[hour] ?? BLANK)
  return place === -1 ? undefined : low + place * step
}
