import type { Decoded, FrameContext } from '../decoded.ts'
import type { ByteReader } from '../frame/byte-reader.ts'
import { readTimeContext } from '../frame/date-time.ts'
import { findings, measured, withheld } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { type MedicalFloat, readSfloat } from '../frame/medical-float.ts'
import { oximeterQuality, reasonForNone } from './pulse-oximeter-status.ts'

/** PLX Spot-Check Measurement, 2A5E (Pulse Oximeter Service 1.0). */
export const decodePulseOximeterSpotCheck = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  const values = readValues(reader)
  const time = flags & (1 << 0) ? readTimeContext(reader) : {}
  const status = readStatus(reader, { measurement: 1 << 1, sensor: 1 << 2, amplitude: 1 << 3 }, flags)
  const clockNotSet = (flags & (1 << 4)) !== 0
  return meaning(values, status, clockNotSet ? { quality: ['clock-estimated'] } : time)
})

/** PLX Continuous Measurement, 2A5F. The normal averaging is what counts; the fast and slow ones are passed over. */
export const decodePulseOximeterContinuous = frameDecoder((reader) => {
  const flags = reader.uint8('flags')
  const values = readValues(reader)
  if (flags & (1 << 0)) reader.skip(4, 'fast values')
  if (flags & (1 << 1)) reader.skip(4, 'slow values')
  const status = readStatus(reader, { measurement: 1 << 2, sensor: 1 << 3, amplitude: 1 << 4 }, flags)
  return meaning(values, status, {})
})

const readValues = (reader: ByteReader) => ({
  saturation: readSfloat(reader, 'oxygen saturation'),
  pulse: readSfloat(reader, 'pulse rate'),
})

function readStatus(
  reader: ByteReader,
  bit: { measurement: number; sensor: number; amplitude: number },
  flags: number,
) {
  const measurement = flags & bit.measurement ? reader.uint16('measurement status') : 0
  const sensor = flags & bit.sensor ? reader.uint24('device and sensor status') : 0
  if (flags & bit.amplitude) reader.skip(2, 'pulse amplitude index')
  return { measurement, sensor }
}

function meaning(
  { saturation, pulse }: { saturation: MedicalFloat; pulse: MedicalFloat },
  { measurement, sensor }: { measurement: number; sensor: number },
  time: FrameContext,
): Decoded {
  const none = reasonForNone(measurement)
  if (none !== undefined) return findings(withheld('oxygen-saturation', none), withheld('heart-rate', none))
  const context = { ...time, quality: [...(time.quality ?? []), ...oximeterQuality(measurement, sensor)] }
  return findings(measured('oxygen-saturation', saturation, context), measured('heart-rate', pulse, context))
}
