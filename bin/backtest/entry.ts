import { type Item, itemSchema, plainReading } from '@kotisilta/contract'

/** One line of a history: an item and whose it is. */
export interface Entry {
  patient: string
  item: Item
}

/** @returns why not, where the line is no such thing */
export function entryOf(line: string): Entry | string {
  const value = objectOf(line)
  if (value === undefined) return 'not a JSON object'
  const { patient } = value
  if (typeof patient !== 'string' || patient === '') return 'patient: missing'
  const reading = plainReading(value)
  if (reading !== undefined) return { patient, item: reading }
  const parsed = itemSchema.safeParse(value)
  if (parsed.success) return { patient, item: parsed.data }
  return parsed.error.issues.map((issue) => `${issue.path.join('.') || 'item'}: ${issue.message}`).join('; ')
}

export function objectOf(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
