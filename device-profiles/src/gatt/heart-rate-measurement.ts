import { findings, measured } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'

const TWO_BYTES = 1 << 0
const CONTACT_DETECTED = 1 << 1
const CONTACT_SUPPORTED = 1 << 2
const ENERGY_EXPENDED = 1 << 3
const RR_INTERVALS = 1 << 4

/** Heart Rate Measurement, 2A37 (Heart Rate Service 1.0). RR intervals fill the rest of the frame, at least one if promised. */
export const decodeHeartRateMeasurement = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  const rate = flags & TWO_BYTES ? reader.uint16('heart rate') : reader.uint8('heart rate')
  if (flags & ENERGY_EXPENDED) reader.skip(2, 'energy expended')
  if (flags & RR_INTERVALS) {
    do reader.skip(2, 'RR interval')
    while (reader.remaining >= 2)
  }
  const offSkin = (flags & CONTACT_SUPPORTED) !== 0 && (flags & CONTACT_DETECTED) === 0
  return findings(measured('heart-rate', rate, offSkin ? { quality: ['poor-signal'] } : {}))
})
