import type { QualityCode } from '@kotisilta/contract'
import { failed } from '../decoded.ts'
import { findings, measured, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { bits, qualityOfBits } from '../gatt/status-bits.ts'

const LENGTH = 10
/** Nonin's own values for "no number". */
const NO_SATURATION = 127
const NO_PULSE = 511

const FINGER_IN_PLACE = bits(4)
const STATUS_QUALITY: readonly (readonly [number, QualityCode])[] = [
  // the pulse modulates 0.3 % of the signal or less
  [bits(1), 'low-perfusion'],
  // still searching for consecutive pulses
  [bits(3), 'poor-signal'],
  [bits(5), 'low-battery'],
]

/**
 * Nonin's continuous oximetry (data format 19): length, status, battery voltage, pulse amplitude, counter, saturation, pulse; two-byte
 * fields have their high byte first. Layout and bits as public implementations of Nonin's document 113142-000-02 have them.
 */
export const decodeNoninOximetry = frameDecoder((reader) => {
  const length = reader.uint8('length')
  if (length !== LENGTH) return failed('frame-malformed', `a length of ${length}, not ${LENGTH}`)
  const status = reader.uint8('status')
  reader.skip(1, 'battery voltage')
  reader.skip(2, 'pulse amplitude index')
  reader.skip(2, 'counter')
  const saturation = reader.uint8('oxygen saturation')
  const pulse = reader.uint8('pulse rate, high byte') * 256 + reader.uint8('pulse rate, low byte')
  const misplaced: QualityCode[] = status & FINGER_IN_PLACE ? [] : ['improper-position']
  const context = { quality: [...qualityOfBits(status, STATUS_QUALITY), ...misplaced] }
  return findings(
    saturation === NO_SATURATION
      ? withheld('oxygen-saturation', 'measurement-invalid')
      : measured('oxygen-saturation', saturation, context),
    pulse === NO_PULSE ? withheld('heart-rate', 'measurement-invalid') : measured('heart-rate', pulse, context),
  )
})
