import { type FrameDecoder, withoutItems } from '../frame/frame-decoder.ts'
import {
  checkCardiorespiratorySummary,
  checkGeneralActivityNow,
  checkGeneralActivitySummary,
} from './activity-without-readings.ts'
import { decodeBatteryLevel } from './battery-level.ts'
import { decodeBloodPressureMeasurement, decodeIntermediateCuffPressure } from './blood-pressure-measurement.ts'
import { decodeBodyCompositionMeasurement } from './body-composition-measurement.ts'
import { decodeCardiorespiratoryNow } from './cardiorespiratory-activity.ts'
import { parseDeviceText } from './device-information.ts'
import {
  parseBloodPressureFeature,
  parseBodyCompositionFeature,
  parseBodySensorLocation,
  parseGlucoseFeature,
  parsePulseOximeterFeatures,
  parseWeightScaleFeature,
} from './features.ts'
import { parseGlucoseContext } from './glucose-context.ts'
import { decodeGlucoseMeasurement } from './glucose-measurement.ts'
import { decodeHeartRateMeasurement } from './heart-rate-measurement.ts'
import { decodePulseOximeterContinuous, decodePulseOximeterSpotCheck } from './pulse-oximeter-measurement.ts'
import { parseRecordAccessAnswer } from './record-access-control-point.ts'
import { decodeStepCounterSummary } from './step-counter.ts'
import { decodeIntermediateTemperature, decodeTemperatureMeasurement } from './temperature-measurement.ts'
import { parseTemperatureType } from './temperature-type.ts'
import { parseCurrentTime, parseDateTime, parseLocalTime, parseSummerTime, parseTimeZone } from './time-values.ts'
import { parseUserControlAnswer, parseUserIndex } from './user-data.ts'
import { decodeWeightMeasurement } from './weight-measurement.ts'

/** The SIG's characteristics by their 16-bit number: they mean the same on every device (Bluetooth Assigned Numbers, 3.8). */
export const SIG_CHARACTERISTICS: Readonly<Record<string, FrameDecoder>> = {
  '2a08': withoutItems(parseDateTime),
  '2a0d': withoutItems(parseSummerTime),
  '2a0e': withoutItems(parseTimeZone),
  '2a0f': withoutItems(parseLocalTime),
  '2a18': decodeGlucoseMeasurement,
  '2a19': decodeBatteryLevel,
  '2a1c': decodeTemperatureMeasurement,
  '2a1d': withoutItems(parseTemperatureType),
  '2a1e': decodeIntermediateTemperature,
  '2a24': withoutItems(parseDeviceText),
  '2a25': withoutItems(parseDeviceText),
  '2a26': withoutItems(parseDeviceText),
  '2a27': withoutItems(parseDeviceText),
  '2a28': withoutItems(parseDeviceText),
  '2a29': withoutItems(parseDeviceText),
  '2a2b': withoutItems(parseCurrentTime),
  '2a34': withoutItems(parseGlucoseContext),
  '2a35': decodeBloodPressureMeasurement,
  '2a36': decodeIntermediateCuffPressure,
  '2a37': decodeHeartRateMeasurement,
  '2a38': withoutItems(parseBodySensorLocation),
  '2a49': withoutItems(parseBloodPressureFeature),
  '2a51': withoutItems(parseGlucoseFeature),
  '2a52': withoutItems(parseRecordAccessAnswer),
  '2a5e': decodePulseOximeterSpotCheck,
  '2a5f': decodePulseOximeterContinuous,
  '2a60': withoutItems(parsePulseOximeterFeatures),
  '2a9a': withoutItems(parseUserIndex),
  '2a9b': withoutItems(parseBodyCompositionFeature),
  '2a9c': decodeBodyCompositionMeasurement,
  '2a9d': decodeWeightMeasurement,
  '2a9e': withoutItems(parseWeightScaleFeature),
  '2a9f': withoutItems(parseUserControlAnswer),
  '2b3c': checkGeneralActivityNow,
  '2b3d': checkGeneralActivitySummary,
  '2b3e': decodeCardiorespiratoryNow,
  '2b3f': checkCardiorespiratorySummary,
  '2b40': decodeStepCounterSummary,
}
