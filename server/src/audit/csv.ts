import type { AccessEntry } from '@kotisilta/contract'

const COLUMNS = ['number', 'at', 'who', 'role', 'whose', 'what', 'detail', 'ground'] as const

/**
 * A field of a CSV file (RFC 4180) that no spreadsheet takes for a formula: what begins like one is put behind an
 * apostrophe (OWASP, CSV injection).
 */
export function csvField(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

const line = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`

/** The first line of an export of the access log. */
export const csvHead = line(COLUMNS)

/** Entries of the access log as lines of CSV. */
export function accessCsv(entries: readonly AccessEntry[]): string {
  return entries
    .map(({ id, at, staff, patient, action, detail, ground }) => [
      String(id),
      at,
      staff.name ?? staff.id,
      staff.role ?? '',
      patient === null ? '' : (patient.name ?? patient.id),
      action,
      detail ?? '',
      ground ?? '',
    ])
    .map(line)
    .join('')
}
