import { deviceIdSchema, gatewayIdSchema, LANGUAGES } from '@kotisilta/contract'
import type { NewHome } from '@kotisilta/server'

const COLUMNS = ['home', 'gateway', 'patient', 'name', 'language', 'device', 'profile'] as const
type Row = Record<(typeof COLUMNS)[number], string>

/**
 * Homes from a table with a line for each device; the first line names the columns. Fields hold no commas.
 * @returns the homes, or every fault with its line
 */
export function homesFromCsv(text: string): NewHome[] | { faults: string[] } {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/\r?\n/)
  const names = head.split(',').map((name) => name.trim())
  const missing = COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0) return { faults: [`line 1: column ${missing.join(', ')} is missing`] }

  const faults: string[] = []
  const homes = new Map<string, NewHome>()
  lines.forEach((line, index) => {
    const cells = line.split(',').map((cell) => cell.trim())
    const row = Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ''])) as Row
    const found = faultsOf(row, cells.length === names.length)
    faults.push(...found.map((fault) => `line ${index + 2}: ${fault}`))
    if (found.length === 0) add(homes, row)
  })
  if (faults.length === 0 && homes.size === 0) faults.push('there are no homes in the file')
  return faults.length > 0 ? { faults } : [...homes.values()]
}

function faultsOf(row: Row, complete: boolean): string[] {
  if (!complete) return ['the number of fields differs from the first line']
  const faults: string[] = []
  for (const column of ['home', 'patient', 'name', 'profile'] as const)
    if (row[column] === '') faults.push(`${column} is empty`)
  if (!gatewayIdSchema.safeParse(row.gateway).success)
    faults.push(`gateway "${row.gateway}" is not of the form [a-z0-9-]{1,40}`)
  if (!deviceIdSchema.safeParse(row.device).success) faults.push(`device "${row.device}" is not <transport>:<address>`)
  if (!(LANGUAGES as readonly string[]).includes(row.language))
    faults.push(`language "${row.language}" is none of ${LANGUAGES.join(', ')}`)
  return faults
}

function add(homes: Map<string, NewHome>, { home, gateway, patient, name, language, device, profile }: Row): void {
  const entry = homes.get(gateway) ?? { home, gateway, patients: [] }
  homes.set(gateway, entry)
  const person = entry.patients.find(({ id }) => id === patient)
  if (person !== undefined) person.devices.push({ device, profile })
  else entry.patients.push({ id: patient, name, language, devices: [{ device, profile }] })
}
