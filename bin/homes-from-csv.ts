import { deviceIdSchema, gatewayIdSchema, languageSchema } from '@kotisilta/contract'
import type { NewHome } from '@kotisilta/server'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

const rowSchema = z.object({
  home: z.string().min(1),
  gateway: gatewayIdSchema,
  patient: z.string().min(1),
  name: z.string().min(1),
  language: languageSchema,
  device: deviceIdSchema,
  profile: z.string().min(1),
})
type Row = z.infer<typeof rowSchema>

/**
 * Homes from a table (RFC 4180, UTF-8) with a line for each device; the first line names the columns.
 * @returns the homes, or every fault with its line
 */
export function homesFromCsv(text: string): NewHome[] | { faults: string[] } {
  let records: Record<string, string>[]
  try {
    records = parse(text, { columns: true, bom: true, trim: true, skip_empty_lines: true })
  } catch (error) {
    return { faults: [(error as Error).message] }
  }
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

function add(homes: Map<string, NewHome>, { home, gateway, patient, name, language, device, profile }: Row): void {
  const entry = homes.get(gateway) ?? { home, gateway, patients: [] }
  homes.set(gateway, entry)
  const person = entry.patients.find(({ id }) => id === patient)
  if (person !== undefined) person.devices.push({ device, profile })
  else entry.patients.push({ id: patient, name, language, devices: [{ device, profile }] })
}
