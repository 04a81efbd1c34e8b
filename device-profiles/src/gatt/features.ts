import { failed } from '../decoded.ts'
import { frameParser } from '../frame/frame-decoder.ts'

/** What a meter says it is able to, as bits. Reserved ones say nothing. */
const featureBits = (bytes: number) => frameParser<number>((reader) => ({ value: reader.unsigned(bytes, 'features') }))

/** Blood Pressure Feature, 2A49 (Blood Pressure Service 1.1.1, 3.3). */
export const parseBloodPressureFeature = featureBits(2)

/** Glucose Feature, 2A51 (Glucose Service 1.0, 3.3). */
export const parseGlucoseFeature = featureBits(2)

/** Body Composition Feature, 2A9B (Body Composition Service 1.0, 3.1). */
export const parseBodyCompositionFeature = featureBits(4)

/** Weight Scale Feature, 2A9E (Weight Scale Service 1.0, 3.1). A weight is not scaled by its resolution: the count's size is fixed. */
export const parseWeightScaleFeature = featureBits(4)

const MEASUREMENT_STATUS = 1 << 0
const SENSOR_STATUS = 1 << 1

/** PLX Features, 2A60 (Pulse Oximeter Service 1.0, 3.3): with which bits of the two status fields it can set, if it has them. */
export const parsePulseOximeterFeatures = frameParser<number>((reader) => {
  const value = reader.uint16('features')
  if (value & MEASUREMENT_STATUS) reader.skip(2, 'measurement status support')
  if (value & SENSOR_STATUS) reader.skip(3, 'device and sensor status support')
  return { value }
})

const SENSOR_LOCATIONS = ['other', 'chest', 'wrist', 'finger', 'hand', 'ear-lobe', 'foot'] as const

/** Body Sensor Location, 2A38 (Heart Rate Service 1.0, 3.2): 0 to 6 are defined. */
export const parseBodySensorLocation = frameParser<(typeof SENSOR_LOCATIONS)[number]>((reader) => {
  const number = reader.uint8('body sensor location')
  const value = SENSOR_LOCATIONS[number]
  return value === undefined ? failed('reserved-value', `body sensor location ${number}`) : { value }
})
