import type { FrameContext } from '../decoded.ts'
import { findings, measured, measuredPressure } from '../frame/findings.ts'
import { frameDecoder } from '../frame/frame-decoder.ts'

const NEVER_WRITTEN = 0xff
const SYSTOLIC_FROM = 25
const CENTURY = 2000

/** Where a monitor keeps its records. */
export interface OmronLayout {
  /** The address of the first record of each person. */
  readonly first: readonly number[]
  /** Of each person. */
  readonly records: number
  /** In bytes. */
  readonly size: number
  /** Most bytes that are read at once: whole records. */
  readonly block: number
}

/** Where the HEM-7322T keeps its records: 100 of 14 bytes for each of two people. */
export const HEM_7322T_MEMORY: OmronLayout = { first: [0x02ac, 0x0824], records: 100, size: 14, block: 56 }

/**
 * A record of the HEM-7322T (M700 Intelli IT), 14 bytes of bits with the highest first, as worked out in public by the omblepy project: diastolic 0-7, systolic
 * less 25 8-15, year 16-23, pulse 24-31, movement 32, irregular pulse 33, month 34-37, day 38-42, hour 43-47, minute 52-57, second 58-63.
 */
export const decodeOmronRecord = frameDecoder((reader, { userIndex }) => {
  const record = reader.bytes(14, 'record')
  if (record.length === 0 || record.every((byte) => byte === NEVER_WRITTEN)) return { items: [] }
  const bitsOf = (from: number, to: number): number => {
    let value = 0
    for (let bit = from; bit <= to; bit++) value = value * 2 + (((record[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    return value
  }
  const time = timeOf({
    year: CENTURY + bitsOf(16, 23),
    month: bitsOf(34, 37),
    day: bitsOf(38, 42),
    hour: bitsOf(43, 47),
    minute: bitsOf(52, 57),
    // runs to 63 in records of real monitors
    second: Math.min(bitsOf(58, 63), 59),
  })
  const quality = [
    ...(time.quality ?? []),
    ...(bitsOf(32, 32) === 1 ? (['body-movement'] as const) : []),
    ...(bitsOf(33, 33) === 1 ? (['irregular-pulse'] as const) : []),
  ]
  const pressure = { systolic: bitsOf(8, 15) + SYSTOLIC_FROM, diastolic: bitsOf(0, 7), mean: 'not-a-number' as const }
  const subject = userIndex === undefined ? {} : { subject: { userIndex } }
  const context = { ...time, ...subject, quality }
  return findings(measuredPressure(pressure, context), measured('heart-rate', bitsOf(24, 31), context))
})

function timeOf(time: Required<NonNullable<FrameContext['deviceTime']>>): Pick<FrameContext, 'deviceTime' | 'quality'> {
  const { year, month, day, hour, minute } = time
  const longest = month === 0 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (month > 12 || day < 1 || day > longest || hour > 23 || minute > 59) return { quality: ['clock-estimated'] }
  return { deviceTime: time }
}
