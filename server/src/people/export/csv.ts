/** What a spreadsheet would run as a formula is guarded with an apostrophe, which it shows as text (OWASP: CSV injection). */
const guarded = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** RFC 4180 with semicolons, as Finnish and Swedish spreadsheets want it, and the mark that tells them UTF-8. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  const lines = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? String(cell) : quoted(guarded(cell ?? '')))).join(';'),
  )
  return `\ufeff${lines.join('\r\n')}\r\n`
}
