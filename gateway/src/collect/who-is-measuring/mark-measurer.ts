import type { DecodedReading } from '@kotisilta/device-profiles'
import type { Measurer } from './who-is-measuring.ts'

/** The reading with what is known of its person: the member's index, or that the person is uncertain. Its value is never touched. */
export function markMeasurer(reading: DecodedReading, measurer: Measurer): DecodedReading {
  if (measurer.outcome === 'known') {
    const { userIndex } = measurer.member
    return userIndex === undefined ? reading : { ...reading, subject: { ...reading.subject, userIndex } }
  }
  return reading.quality.includes('person-uncertain')
    ? reading
    : { ...reading, quality: [...reading.quality, 'person-uncertain'] }
}
