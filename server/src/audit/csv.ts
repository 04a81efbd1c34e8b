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

/** Entries of the access log as CSV, with a header line. */
export function accessCsv(entries: readonly AccessEntry[]): string {
  const lines = entries.map(({ id, at, staff, patient, action, detail, ground }) => [
    String(id),
    at,
    staff.name ?? staff.id,
    staff.role ?? '',
    patient === null ? '' : (patient.name ?? patient.id),
    action,
    detail ?? '',
    ground ?? '',
  ])
  return `${[COLUMNS, ...lines].map((line) => line.map(csvField).join(',')).join('\r\n')}\r\n`
}
