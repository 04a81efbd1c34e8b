import { findings, measured, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'

const HEART_RATE_SHARING = 2
const NONE = 0xff

/**
 * A band that shares its heart rate while an activity runs: 24 bytes, the last seven a counter and its address; everything that is not
 * said is 0xFF. Public decoders disagree on the place of the heart rate (ble_monitor: the second byte; Theengs: the fourth): the one of
 * the two that is set is taken, and neither if both are and differ.
 */
export const decodeBand = frameDecoder((reader) => {
  const type = reader.uint8('type')
  const second = reader.uint8('heart rate, by one account')
  reader.skip(1, 'not known')
  const fourth = reader.uint8('heart rate, by another account')
  reader.skip(20, 'not known, and the address')
  const said = [...new Set([second, fourth])].filter((rate) => rate !== NONE)
  const [rate] = said
  if (type !== HEART_RATE_SHARING || rate === undefined) return { items: [] }
  if (said.length > 1) return findings(withheld('heart-rate', 'measurement-invalid'))
  return findings(measured('heart-rate', rate))
})
