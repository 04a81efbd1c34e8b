import type { PersonExport } from './person.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Headings of the page, in the person's language. */
const WORDS = {
  fi: {
    title: 'Tietoni Kotisillassa',
    made: 'Tulostettu',
    record: 'Perustiedot',
    history: 'Muutokset tietoihin',
    devices: 'Laitteet',
    readings: 'Mittaukset',
    alerts: 'Hälytykset',
    access_log: 'Kuka on katsonut tai muuttanut tietoja',
  },
  sv: {
    title: 'Mina uppgifter i Kotisilta',
    made: 'Utskrivet',
    record: 'Basuppgifter',
    history: 'Ändringar i uppgifterna',
    devices: 'Enheter',
    readings: 'Mätningar',
    alerts: 'Larm',
    access_log: 'Vem som har sett eller ändrat uppgifterna',
  },
  en: {
    title: 'My data in Kotisilta',
    made: 'Printed',
    record: 'Basic data',
    history: 'Changes of the data',
    devices: 'Devices',
    readings: 'Readings',
    alerts: 'Alerts',
    access_log: 'Who has looked at or changed the data',
  },
} as const

type Rows = readonly object[]

/** The same as a page to read and print: no script, nothing from elsewhere, and everything that somebody wrote is text. */
export function exportPage(person: PersonExport): string {
  const words: Readonly<Record<string, string>> = WORDS[person.record.language]
  const { exportedAt, record, history, devices, readings, alerts, tables } = person
  const lists: Record<string, Rows> = { history, devices, readings, alerts: alerts as Rows, ...tables }
  const sections = Object.entries(lists).map(
    ([name, rows]) => `<h2>${escaped(words[name] ?? name)} (${rows.length})</h2>${tableOf(rows)}`,
  )
  const facts = Object.entries(record).map(
    ([field, value]) => `<tr><th scope="row">${escaped(field)}</th>${cell(value)}</tr>`,
  )
  const title = escaped(words.title ?? '')
  return `<!doctype html>
<html lang="${record.language}"><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>${escaped(words.made ?? '')} ${escaped(exportedAt)}</p>
<h2>${escaped(words.record ?? '')}</h2><table>${facts.join('')}</table>
${sections.join('\n')}
</body></html>
`
}

function tableOf(rows: Rows): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (columns.length === 0) return ''
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('')
  const body = rows.map(
    (row) => `<tr>${columns.map((column) => cell((row as Record<string, unknown>)[column])).join('')}</tr>`,
  )
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)
  return `<td dir="auto">${escaped(text)}</td>`
}
