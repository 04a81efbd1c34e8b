import { failed } from '../decoded.ts'
import { frameParser } from '../frame/frame-decoder.ts'

/** Where on the body a thermometer measures. */
export const TEMPERATURE_TYPES = [
  'armpit',
  'body',
  'ear',
  'finger',
  'gastro-intestinal',
  'mouth',
  'rectum',
  'toe',
  'tympanum',
] as const

/** Temperature Type, 2A1D: 1 to 9 are defined (Health Thermometer Service 1.0). */
export const parseTemperatureType = frameParser<(typeof TEMPERATURE_TYPES)[number]>((reader) => {
  const number = reader.uint8('temperature type')
  const value = TEMPERATURE_TYPES[number - 1]
  return value === undefined ? failed('reserved-value', `temperature type ${number}`) : { value }
})
