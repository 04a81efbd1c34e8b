import { inventedPersonalIdentity } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Known, nameKey, planImport } from './plan-import.ts'
import { IMPORT_BYTES, readTable } from './read-table.ts'

const AREAS = new Map([
  ['default', 'default'],
  ['etelä', 'etela'],
])
const NOBODY: Known = { hasIdentity: () => false, hasNameAndYear: () => false }

const table = (text: string | Buffer) => {
  const read = readTable(Buffer.from(text))
  if (typeof read === 'string') throw new Error(read)
  return read
}
const plan = (text: string | Buffer, known = NOBODY) => planImport(table(text), AREAS, 'default', known)

const helvi = inventedPersonalIdentity('1942-03-08', 912)

test('Finnish headings, semicolons and quoted cells are read', () => {
  const { newcomers, rows } = plan(
    `Sukunimi;Etunimet;Hetu;Kotikunta;Avain;Asuu yksin;Allergiat;Kieli;Alue;Lisätiedot\r\n` +
      `Mäkelä;Helvi Äänis;${helvi};Mäntyharju;4411;kyllä;penisilliini, lateksi;ruotsi;Etelä;"Kuulee huonosti;\nsoita ovikelloa"\r\n`,
  )
  expect(rows).toEqual([{ line: 3, name: 'Mäkelä Helvi Äänis', outcome: 'new', faults: [], knownBy: null }])
  expect(newcomers[0]?.entry).toMatchObject({
    name: 'Mäkelä Helvi Äänis',
    birthYear: 1942,
    municipality: 'Mäntyharju',
    keyBox: '4411',
    livesAlone: true,
    allergies: ['penisilliini', 'lateksi'],
    language: 'sv',
    area: 'etela',
    notes: 'Kuulee huonosti;\nsoita ovikelloa',
  })
})

test.each([
  ['UTF-8', Buffer.from('nimi,kunta\nÄijö Öhman,Åbo\n'), 'utf-8'],
  ['UTF-8 with its mark', Buffer.from('\ufeffnimi,kunta\nÄijö Öhman,Åbo\n'), 'utf-8'],
  ['Windows’ Latin 1', Buffer.from('nimi,kunta\nÄijö Öhman,Åbo\n', 'latin1'), 'windows-1252'],
])('%s is recognised', (_, bytes, encoding) => {
  const read = table(bytes)
  expect(read.encoding).toBe(encoding)
  expect(Object.fromEntries(read.rows[0]?.cells as Map<string, string>)).toEqual({
    name: 'Äijö Öhman',
    municipality: 'Åbo',
  })
})

test.each([
  [';', 'nimi;kunta\nA, B;C\n'],
  [',', 'nimi,kunta\n"A; B",C\n'],
  ['\t', 'nimi\tkunta\nA\tC\n'],
])('the separator %j is recognised', (separator, text) => {
  expect(table(text).separator).toBe(separator)
})

test('every row says all that is wrong with it, by a code and a column', () => {
  const { rows, newcomers } = plan(
    [
      'nimi;hetu;syntymävuosi;asuu yksin;kieli;alue',
      ';131052-308U;;;;',
      'Aino;131052-308T;1953;;;',
      'Bo;;52;ehkä;klingon;Pohjoinen',
      'Cecilia;300252-308T;;;;',
      'Dag',
    ].join('\n'),
  )
  const codes = (line: number) =>
    rows.find((row) => row.line === line)?.faults.map(({ code, column }) => `${column}: ${code}`)
  expect(codes(2)).toEqual(['name: name-missing', 'personalIdentity: identity-check'])
  expect(codes(3)).toEqual(['birthYear: identity-and-birth-year'])
  expect(codes(4)).toEqual([
    'birthYear: value-invalid',
    'area: area-unknown',
    'language: value-invalid',
    'livesAlone: value-invalid',
  ])
  expect(codes(5)).toEqual(['personalIdentity: identity-date'])
  expect(codes(6)).toEqual([': too-few-columns'])
  expect(newcomers).toEqual([])
})

test('who is there already is recognised by the code, or by name and year of birth however the name is written', () => {
  const known: Known = {
    hasIdentity: (code) => code === helvi,
    hasNameAndYear: (name, year) => nameKey(name, year) === nameKey('Veikko Korhonen', 1938),
  }
  const { rows } = plan(
    `name,personal identity code,birth year\nHelvi X,${helvi},\n"KORHONEN, Veikko",,1938\nVeikko Korhonen,,1939\nVeikko Korhonen,,\n`,
    known,
  )
  expect(rows.map(({ outcome, knownBy }) => knownBy ?? outcome)).toEqual([
    'personal-identity',
    'name-and-birth-year',
    'new',
    'new',
  ])
})

test('the same person twice in the file is a fault of the second row', () => {
  const { rows } = plan(`name,birth year\nAino Aalto,1940\naino  aalto,1940\n`)
  expect(rows.map(({ outcome }) => outcome)).toEqual(['new', 'fault'])
})

test('columns that are not known are named and left out: nothing can be set by the name of a column', () => {
  expect(table('nimi,status,version,id,home,__proto__,is_admin\nA,dead,9,x,y,z,1\n')).toMatchObject({
    ignored: ['status', 'version', 'id', 'home', '__proto__', 'is_admin'],
  })
})

test('bad input 54: archives, spreadsheets, binaries, oversized and endless tables are refused unread', () => {
  expect(readTable(Buffer.from('PK\x03\x04zip bomb'))).toBe('file-is-spreadsheet')
  expect(readTable(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).toBe('file-is-spreadsheet')
  expect(readTable(Buffer.from('nimi\n\0\n'))).toBe('file-is-binary')
  expect(readTable(Buffer.alloc(IMPORT_BYTES + 1, 'a'))).toBe('file-too-large')
  expect(readTable(Buffer.from(`nimi\n${'A\n'.repeat(2_001)}`))).toBe('file-too-many-rows')
  expect(readTable(Buffer.from(''))).toBe('file-empty')
  expect(readTable(Buffer.from('nimi\n'))).toBe('file-empty')
  expect(readTable(Buffer.from('kunta\nX\n'))).toBe('file-no-name-column')
  expect(readTable(Buffer.from('nimi\n"never closed'))).toBe('file-unreadable')
})

test('any bytes at all are read or refused, never a crash', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const read = readTable(Buffer.concat([Buffer.from('nimi;hetu\n'), bytes]))
      if (typeof read !== 'string') planImport(read, AREAS, 'default', NOBODY)
    }),
  )
})

test('bad input 65: a person named Null, emoji, right-to-left and "Ääkköset" come through as they are', () => {
  for (const name of [
    'Null',
    'undefined',
    'NaN',
    'عائشة بنت محمد',
    'Ääkköset Öö Åå',
    '👵🏽 Mummo',
    'D’Aoust-Ünsal',
    'true',
  ]) {
    expect(plan(`nimi;kunta\n${name};Null\n`).newcomers[0]?.entry).toMatchObject({ name, municipality: 'Null' })
  }
})
