import fc from 'fast-check'
import { expect, test } from 'vitest'
import { iCalendar } from './icalendar.ts'

const now = Date.parse('2026-11-26T12:00:00.000Z')
const at = (text: string) => Date.parse(text)
const calendar = (summary: string) =>
  iCalendar('Nights', [{ uid: 'a@kotisilta', from: now, until: now + 3_600_000, summary }], now)

test('a shift is a moment in UTC, so that a night with a change of the clocks has its true length', () => {
  const text = iCalendar(
    'Nights',
    [
      { uid: 'spring', from: at('2027-03-27T19:00:00.000Z'), until: at('2027-03-28T04:00:00.000Z'), summary: 'Nights' },
      { uid: 'autumn', from: at('2026-10-24T18:00:00.000Z'), until: at('2026-10-25T05:00:00.000Z'), summary: 'Nights' },
    ],
    now,
  )
  expect(text.match(/DT(START|END):\S+/g)).toEqual([
    'DTSTART:20270327T190000Z',
    'DTEND:20270328T040000Z',
    'DTSTART:20261024T180000Z',
    'DTEND:20261025T050000Z',
  ])
})

test('what has a meaning in the format is escaped, and every line ends with carriage return and line feed', () => {
  const text = calendar('Yö, Etelä; A\\B\nrivi')
  expect(text).toContain('SUMMARY:Yö\\, Etelä\\; A\\\\B\\nrivi\r\n')
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
})

test('no line is longer than 75 octets, and put together again it says what it said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (summary) => {
      const text = calendar(summary)
      for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
      const whole = text.replaceAll('\r\n ', '')
      const said = /SUMMARY:(.*)\r\n/.exec(whole)?.[1] ?? ''
      const read = said.replaceAll(/\\([\\;,n])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter))
      expect(read).toBe(summary.replaceAll(/\r\n|\r/g, '\n'))
    }),
  )
})
