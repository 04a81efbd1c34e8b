import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTable } from '../import/read-table.ts'
import { csvText } from './csv.ts'

test('bad input 53: nothing that somebody wrote is a formula in a spreadsheet', () => {
  for (const text of [
    '=1+1',
    '+358401234567',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\r=x',
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x","y")',
  ]) {
    const [[cell = ''] = []] = parse(csvText([[text]]), { delimiter: ';', bom: true }) as string[][]
    expect(cell).toBe(`'${text}`)
  }
  expect(csvText([['a-b', 'x=1', 5, -2, null]])).toBe('\ufeffa-b;x=1;5;-2;\r\n')
})

test('whatever was written comes back through the import as it was', () => {
  const cell = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => text.replaceAll(/\p{Cc}/gu, '').trim())
  fc.assert(
    fc.property(
      cell.filter((text) => text !== '' && !/^'[=+\-@]/.test(text)),
      cell,
      (name, notes) => {
        const table = readTable(
          Buffer.from(
            csvText([
              ['nimi', 'huomiot'],
              [name, notes],
            ]),
          ),
        )
        if (typeof table === 'string') throw new Error(table)
        expect(table.rows[0]?.cells.get('name')).toBe(name)
        expect(table.rows[0]?.cells.get('notes') ?? '').toBe(/^'[=+\-@]/.test(notes) ? notes.slice(1) : notes)
      },
    ),
  )
})
