import { readTimeContext } from '../frame/date-time.ts'
import { findings, measured, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { kilogramsFromField, UNSUCCESSFUL } from './mass.ts'
import { readUser } from './user-id.ts'

const IMPERIAL = 1 << 0
const TIME_STAMP = 1 << 1
const USER_ID = 1 << 2
const BMI_AND_HEIGHT = 1 << 3

/** Weight Measurement, 2A9D (Weight Scale Service 1.0). */
export const decodeWeightMeasurement = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  const weight = reader.uint16('weight')
  const kilograms = kilogramsFromField(weight, (flags & IMPERIAL) !== 0)
  reader.note(weight === UNSUCCESSFUL ? 'unsuccessful' : `${kilograms} kg`)
  const time = flags & TIME_STAMP ? readTimeContext(reader) : {}
  const user = flags & USER_ID ? readUser(reader) : {}
  if (flags & BMI_AND_HEIGHT) reader.skip(4, 'body mass index and height')
  if (weight === UNSUCCESSFUL) return findings(withheld('body-weight', 'measurement-unsuccessful'))
  return findings(measured('body-weight', kilograms, { ...time, ...user }))
})
