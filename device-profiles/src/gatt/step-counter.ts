import { READING_KINDS } from '@kotisilta/contract'
import { frameDecoder } from '../frame/frame-decoder.ts'

/** Bit 7 of the header: this segment begins a message. */
const FIRST_SEGMENT = 1 << 7
const NORMAL_WALKING_STEPS = 1 << 0

/**
 * Step Counter Activity Summary Data, 2B40 (Physical Activity Monitor Service 1.0): header, flags, session, sub-session, seconds since
 * the session began, sequence number, then counts of three bytes.
 *
 * Normal walking steps stand first and fit into the first segment; the later segments hold what gives no item. The count runs from
 * the beginning of the session, which is what `over` says; a summary of no length counts nothing.
 */
export const decodeStepCounterSummary = frameDecoder((reader) => {
  const header = reader.uint8('segmentation header')
  if ((header & FIRST_SEGMENT) === 0) {
    reader.bytes(reader.remaining, 'the rest of an earlier segment')
    return { items: [] }
  }
  const flags = reader.uint8('flags')
  reader.skip(2, 'session id')
  reader.skip(2, 'sub-session id')
  const seconds = reader.uint32('relative time stamp, s')
  reader.note(seconds)
  reader.skip(4, 'sequence number')
  const steps = flags & NORMAL_WALKING_STEPS ? reader.uint24('normal walking steps') : undefined
  if (steps !== undefined) reader.note(steps)
  reader.bytes(Math.max(reader.remaining, 0), 'further counts')
  if (steps === undefined || seconds === 0 || seconds > LONGEST) return { items: [] }
  const over = `PT${seconds}S`
  return {
    items: [{ type: 'reading', kind: 'steps', value: steps, unit: READING_KINDS.steps.unit, over, quality: [] }],
  }
})

/** A month: more is no session but a counter that was never started. */
const LONGEST = 31 * 86_400
