import type { FileFault, ImportReport } from '@kotisilta/contract'
import { parse } from 'csv-parse/sync'
import { type Column, columnNamed } from './columns.ts'

/** A file is read whole: nothing in it is unpacked, and nothing larger is looked at. */
export const IMPORT_BYTES = 2 * 1024 * 1024
const ROWS = 2_000
const CELL_BYTES = 10_000

export interface Table {
  encoding: ImportReport['encoding']
  separator: ImportReport['separator']
  ignored: string[]
  /** `line`: as a spreadsheet counts. */
  rows: { line: number; cells: Map<Column, string>; complete: boolean }[]
}

const SPREADSHEETS = [Buffer.from('PK\x03\x04'), Buffer.from([0xd0, 0xcf, 0x11, 0xe0])]

/** A table as spreadsheets save it: commas, semicolons or tabs, UTF-8 with or without its mark, or Windows' Latin 1. */
export function readTable(bytes: Buffer): Table | FileFault {
  if (bytes.length > IMPORT_BYTES) return 'file-too-large'
  if (SPREADSHEETS.some((magic) => bytes.subarray(0, 4).equals(magic))) return 'file-is-spreadsheet'
  if (bytes.includes(0)) return 'file-is-binary'
  const { text, encoding } = decoded(bytes)
  const separator = separatorOf(text)
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, {
      delimiter: separator,
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: CELL_BYTES * 20,
      trim: true,
    }) as never
  } catch {
    return 'file-unreadable'
  }
  const [headings, ...body] = records
  if (headings === undefined || body.length === 0) return 'file-empty'
  if (body.length > ROWS) return 'file-too-many-rows'
  const columns = headings.record.map(columnNamed)
  const named = columns.includes('name') || (columns.includes('lastName') && columns.includes('firstName'))
  if (!named) return 'file-no-name-column'
  return {
    encoding,
    separator,
    ignored: headings.record.filter((heading, place) => columns[place] === undefined && heading !== ''),
    rows: body
      .filter(({ record }) => record.some((cell) => cell !== ''))
      .map(({ record, info }) => ({
        line: info.lines,
        complete: record.length >= headings.record.length,
        cells: cellsOf(columns, record),
      })),
  }
}

function decoded(bytes: Buffer): Pick<Table, 'encoding'> & { text: string } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
}

/** The one that the first line has most of. */
function separatorOf(text: string): Table['separator'] {
  const first = text.split(/\r?\n/, 1)[0] ?? ''
  const count = (sign: string) => first.split(sign).length
  const [best = ';'] = ([';', ',', '\t'] as const).toSorted((a, b) => count(b) - count(a))
  return best
}

function cellsOf(columns: readonly (Column | undefined)[], record: readonly string[]): Map<Column, string> {
  const cells = new Map<Column, string>()
  for (const [place, column] of columns.entries()) {
    const cell = record[place]
    if (column !== undefined && cell !== undefined && cell !== '') cells.set(column, unguarded(cell))
  }
  return cells
}

/** An export guards what a spreadsheet would take for a formula with an apostrophe; it is no part of the text. */
const unguarded = (cell: string): string => (/^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)
