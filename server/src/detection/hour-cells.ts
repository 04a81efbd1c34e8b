/** How the hours of a day are written down, one character each: what a blank stands for is not known. */
export interface Scale {
  /** What the first character means, and by how much each next one is more. */
  low: number
  step: number
}

const BLANK = ' '
/** Printable, and written into JSON as they are. */
const CHARACTERS = Array.from({ length: 92 }, (_, index) => String.fromCharCode(35 + index))
  .filter((character) => character !== '\\')
  .join('')

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
    text += CHARACTERS[Math.max(0, Math.min(CHARACTERS.length - 1, place))]
  }
  return text
}

export function readCell(text: string, hour: number, { low, step }: Scale): number | undefined {
  const place = CHARACTERS.indexOf(text[hour] ?? BLANK)
  return place === -1 ? undefined : low + place * step
}
