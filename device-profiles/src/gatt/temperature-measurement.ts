import { readTimeContext } from '../frame/date-time.ts'
import { findings, mapFloat, measured } from '../frame/findings.ts'
import { type FrameDecoder, frameDecoder } from '../frame/frame-decoder.ts'
import { readFloat } from '../frame/medical-float.ts'
import { celsiusFromFahrenheit } from '../units.ts'

const FAHRENHEIT = 1 << 0
const TIME_STAMP = 1 << 1
const TYPE = 1 << 2

/** Temperature Measurement, 2A1C (Health Thermometer Service 1.0). Where on the body it was taken gives no item. */
export const decodeTemperatureMeasurement = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  const temperature = readFloat(reader, 'temperature')
  const time = flags & TIME_STAMP ? readTimeContext(reader) : {}
  if (flags & TYPE) reader.skip(1, 'temperature type')
  return findings(
    measured('body-temperature', flags & FAHRENHEIT ? mapFloat(temperature, celsiusFromFahrenheit) : temperature, time),
  )
})

/** Intermediate Temperature, 2A1E: the same fields while the thermometer is still warming, so nothing measured yet. */
export const decodeIntermediateTemperature: FrameDecoder = (frame, surroundings) => {
  const decoded = decodeTemperatureMeasurement(frame, surroundings)
  return 'error' in decoded ? decoded : { items: [] }
}
