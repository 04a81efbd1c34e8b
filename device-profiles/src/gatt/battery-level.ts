import { failed } from '../decoded.ts'
import { findings, measured } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'

/** Battery Level, 2A19: percent, and nothing above 100 (Battery Service 1.1). */
export const decodeBatteryLevel = frameDecoder((reader) => {
  const level = reader.uint8('battery level')
  if (level > 100) return failed('value-out-of-range', `a battery level of ${level} %`)
  return findings(measured('battery-level', level))
})
