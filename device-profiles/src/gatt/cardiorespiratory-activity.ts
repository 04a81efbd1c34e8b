import { findings, measured } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { type ActivityLayout, readActivityMessage } from './activity-message.ts'

const LAYOUT = {
  flagBytes: 2,
  fields: [
    ['VO2 max', 1],
    ['heart rate, /min', 1],
    ['pulse inter-beat interval', 2],
    ['resting heart rate, /min', 1],
    ['heart rate variability', 2],
    ['respiration rate, /min', 1],
    ['resting respiration rate, /min', 1],
  ],
  inFirstSegment: 2,
} as const satisfies ActivityLayout<string>

/**
 * CardioRespiratory Activity Instantaneous Data, 2B3E (Physical Activity Monitor Service 1.0, flags of table 3.11): what is measured now.
 * The resting rates are the wearer's of some other time and no measurement. Bit 15, "device worn", is not relied on: a device that cannot
 * tell leaves it clear as well.
 */
export const decodeCardiorespiratoryNow = frameDecoder((reader) => {
  const values = readActivityMessage(reader, LAYOUT)?.values ?? {}
  const heartRate = values['heart rate, /min']
  const respiratoryRate = values['respiration rate, /min']
  return findings(
    ...(heartRate === undefined ? [] : [measured('heart-rate', heartRate)]),
    ...(respiratoryRate === undefined ? [] : [measured('respiratory-rate', respiratoryRate)]),
  )
})
