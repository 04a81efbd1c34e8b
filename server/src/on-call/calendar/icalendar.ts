import type { Milliseconds } from '@kotisilta/contract'

export interface CalendarEntry {
  /** The same entry has the same one each time it is read. */
  uid: string
  from: Milliseconds
  until: Milliseconds
  summary: string
  description?: string
}

/** RFC 5545, section 3.3.5, form 2: a moment in UTC, which the change to summer time cannot make ambiguous. */
const moment = (at: Milliseconds): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')

/** RFC 5545, section 3.3.11. */
const text = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\n|\r/g, '\\n')

/** RFC 5545, section 3.1: no line is longer than 75 octets; none is cut inside a character. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > 75) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].join('\r\n')
}

/** A calendar as a phone subscribes to it (RFC 5545, and RFC 7986 for its name and how often it is asked again). */
export function iCalendar(name: string, entries: readonly CalendarEntry[], now: Milliseconds): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Kotisilta//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${text(name)}`,
    `X-WR-CALNAME:${text(name)}`,
    'X-WR-TIMEZONE:Europe/Helsinki',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(({ uid, from, until, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${text(uid)}`,
      `DTSTAMP:${moment(now)}`,
      `DTSTART:${moment(from)}`,
      `DTEND:${moment(until)}`,
      `SUMMARY:${text(summary)}`,
      ...(description === undefined ? [] : [`DESCRIPTION:${text(description)}`]),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}
