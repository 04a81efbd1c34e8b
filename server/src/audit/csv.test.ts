import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../database/open.ts'
import { accessCsv, csvField } from './csv.ts'
import { csvExport } from './csv-export.ts'
import { accessLogReader } from './reader.ts'
import { auditLog } from './store.ts'

test.each(['=1+1', '+358', '-1', '@SUM(A1)', '\tx', '\r=x'])('%j is no formula any more', (value) => {
  expect(csvField(value).replace(/^"/, '')).toMatch(/^'/)
})

test('commas, quotes and line ends stay inside their field', () => {
  expect(csvField('Korhonen, "Ääkkönen"\nNull')).toBe('"Korhonen, ""Ääkkönen""\nNull"')
  expect(csvField('Helvi')).toBe('Helvi')
})

test('a person named like a formula reaches a spreadsheet as a name', () => {
  const csv = accessCsv([
    {
      id: 1,
      at: '2026-11-26T10:00:00.000Z',
      staff: { id: 's', name: '=cmd|calc', role: 'nurse' },
      patient: { id: 'p', name: '@Helvi' },
      action: 'patient-viewed',
      detail: '+x',
      ground: 'area-duty',
    },
  ])
  expect(csv.split('\r\n')[0]).toBe("1,2026-11-26T10:00:00.000Z,'=cmd|calc,nurse,'@Helvi,patient-viewed,'+x,area-duty")
})

test('an export is whole however long the log is: each entry once, newest first, and none that came meanwhile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kotisilta-export-'))
  const database = await openDatabase(folder)
  const log = auditLog(database)
  const note = (count: number) =>
    Array.from({ length: count }, () =>
      log.record({ staff: 'aino', patient: null, action: 'patients-listed', detail: null }, 1),
    )
  database.sqlite.exec('begin')
  await Promise.all(note(4_500))
  database.sqlite.exec('commit')
  let text = ''
  let pieces = 0
  for await (const piece of csvExport(accessLogReader(database.query), { action: 'patients-listed' })) {
    text += piece
    if (pieces++ === 1) await Promise.all(note(10))
  }
  await database.close()
  rmSync(folder, { recursive: true })
  const numbers = text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => Number(line.split(',')[0]))
  expect(text.startsWith('\uFEFFnumber,at,who')).toBe(true)
  expect(numbers).toEqual(Array.from({ length: 4_500 }, (_, index) => 4_500 - index))
  expect(pieces).toBeGreaterThan(2)
})
