import { linesOf } from '../lines.ts'
import { objectOf } from './entry.ts'

/** Whose items are not in event time in a history: theirs have to be put in order before they can be judged. */
export async function patientsOutOfOrder(history: AsyncIterable<Uint8Array>): Promise<Set<string>> {
  const newest = new Map<string, string>()
  const outOfOrder = new Set<string>()
  for await (const lines of linesOf(history)) {
    for (const line of lines) {
      const { patient, at } = objectOf(line) ?? {}
      if (typeof patient !== 'string' || typeof at !== 'string') continue
      const before = newest.get(patient)
      if (before === undefined || at >= before) newest.set(patient, at)
      else outOfOrder.add(patient)
    }
  }
  return outOfOrder
}
