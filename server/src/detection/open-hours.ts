import { HOURS } from './hour-cells.ts'

/** The hours of a day that is being written. What is read next nearly always falls into the hour of what was read last. */
export interface OpenHours {
  hour: number
  count: number
  sum: number
  /** Count and sum of each hour in turn; of the one above what it had when it was left last. */
  others: readonly number[]
}

const NOTHING: readonly number[] = Array.from({ length: 2 * HOURS }, () => 0)

/** With one more value: the other hours are copied only when the hour changes. */
export function withValue(before: OpenHours | undefined, hour: number, value: number): OpenHours {
  if (before?.hour === hour) return { hour, count: before.count + 1, sum: before.sum + value, others: before.others }
  const others = before === undefined ? NOTHING : cellsOf(before)
  return { hour, count: (others[2 * hour] ?? 0) + 1, sum: (others[2 * hour + 1] ?? 0) + value, others }
}

/** Count and sum of each hour in turn. */
export function cellsOf({ hour, count, sum, others }: OpenHours): number[] {
  const cells = others.slice()
  cells[2 * hour] = count
  cells[2 * hour + 1] = sum
  return cells
}

export const countIn = (hours: OpenHours, hour: number): number =>
  hours.hour === hour ? hours.count : (hours.others[2 * hour] ?? 0)

export const sumIn = (hours: OpenHours, hour: number): number =>
  hours.hour === hour ? hours.sum : (hours.others[2 * hour + 1] ?? 0)
