import type { DecodedReading } from '@kotisilta/device-profiles'
import type { Measurer } from './who-is-measuring.ts'

/**
 * The reading with what is known of its person: the member, or that the person is uncertain. One that is held says whose it would be, and that
 * this is uncertain. Its value is never touched.
 */
export function markMeasurer(reading: DecodedReading, measurer: Measurer): DecodedReading {
  if (measurer.outcome === 'uncertain') return doubtful(reading)
  const { userIndex, member } = measurer.member
  const subject = { ...reading.subject, ...(userIndex !== undefined && { userIndex }), member }
  const named = { ...reading, subject }
  return measurer.outcome === 'known' ? named : doubtful(named)
}

const doubtful = (reading: DecodedReading): DecodedReading =>
  reading.quality.includes('person-uncertain')
    ? reading
    : { ...reading, quality: [...reading.quality, 'person-uncertain'] }
