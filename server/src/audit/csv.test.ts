import { expect, test } from 'vitest'
import { accessCsv, csvField } from './csv.ts'

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
  expect(csv.split('\r\n')[1]).toBe("1,2026-11-26T10:00:00.000Z,'=cmd|calc,nurse,'@Helvi,patient-viewed,'+x,area-duty")
})
