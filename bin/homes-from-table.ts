import { deviceIdSchema, gatewayIdSchema, languageSchema } from '@kotisilta/contract'
import type { NewHome } from '@kotisilta/server'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** A cell, or a value of JSON; an empty one is as if the column were not there. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((cell) => (cell === '' || cell === null ? undefined : cell), schema.optional())

const keySchema = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits')

const numberIn = (least: number, most: number) => z.coerce.number(`${least} to ${most}`).int().min(least).max(most)

const rowSchema = z.object({
  home: z.string().min(1),
  gateway: gatewayIdSchema,
  patient: z.string().min(1),
  name: z.string().min(1),
  language: languageSchema,
  device: deviceIdSchema,
  profile: z.string().min(1),
  bindKey: optional(keySchema),
  unlockKey: optional(keySchema),
  userIndex: optional(numberIn(0, 254)),
  consentCode: optional(numberIn(0, 9999)),
  area: optional(z.string().max(64)),
})
type Row = z.infer<typeof rowSchema>

/**
 * Homes from a table (RFC 4180, UTF-8) with a line for each device and person who uses it; the first line names the columns.
 * @returns the homes, or every fault with its line; a fault never repeats what was in the cell
 */
export function homesFromCsv(text: string): NewHome[] | { faults: string[] } {
  try {
    return homesOf(parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true }))
  } catch (error) {
    return { faults: [(error as Error).message] }
  }
}

/** The same with a JSON object for each line. */
export function homesFromNdjson(text: string): NewHome[] | { faults: string[] } {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return homesOf(lines.map(jsonOf))
}

function homesOf(records: readonly unknown[]): NewHome[] | { faults: string[] } {
  const faults: string[] = []
  const homes = new Map<string, NewHome>()
  records.forEach((record, index) => {
    const row = rowSchema.safeParse(record)
    if (row.success) add(homes, row.data)
    else faults.push(...row.error.issues.map((issue) => `row ${index + 1}: ${issue.path.join('.')}: ${issue.message}`))
  })
  if (faults.length === 0 && homes.size === 0) faults.push('there are no homes in the file')
  return faults.length > 0 ? { faults } : [...homes.values()]
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function add(homes: Map<string, NewHome>, { home, gateway, patient, name, language, area, ...device }: Row): void {
  const entry = homes.get(gateway) ?? { home, gateway, ...(area !== undefined && { area }), patients: [] }
  homes.set(gateway, entry)
  const person = entry.patients.find(({ id }) => id === patient)
  if (person !== undefined) person.devices.push(given(device))
  else entry.patients.push({ id: patient, name, language, devices: [given(device)] })
}

const given = ({ device, profile, bindKey, unlockKey, userIndex, consentCode }: Omit<Row, keyof Person>) => ({
  device,
  profile,
  ...(bindKey !== undefined && { bindKey }),
  ...(unlockKey !== undefined && { unlockKey }),
  ...(userIndex !== undefined && { userIndex }),
  ...(consentCode !== undefined && { consentCode }),
})
type Person = Pick<Row, 'home' | 'gateway' | 'patient' | 'name' | 'language' | 'area'>
