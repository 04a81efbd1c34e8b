import { READING_KINDS } from '@kotisilta/contract'
import { frameDecoder } from '../frame/frame-decoder.ts'
import { type ActivityLayout, readActivityMessage } from './activity-message.ts'

const LAYOUT = {
  flagBytes: 1,
  fields: [
    ['normal walking steps', 3],
    ['intensity steps', 3],
    ['floor steps', 3],
    ['distance, m', 3],
    ['worn duration', 3],
  ],
  inFirstSegment: 1,
} as const satisfies ActivityLayout<string>

/**
 * Step Counter Activity Summary Data, 2B40 (Physical Activity Monitor Service 1.0). The count runs from the beginning of the session, which
 * is what `over` says; a summary of no length counts nothing.
 */
export const decodeStepCounterSummary = frameDecoder((reader) => {
  const message = readActivityMessage(reader, LAYOUT)
  const steps = message?.values['normal walking steps']
  if (message === undefined || steps === undefined || message.seconds === 0 || message.seconds > LONGEST)
    return { items: [] }
  const over = `PT${message.seconds}S`
  return {
    items: [{ type: 'reading', kind: 'steps', value: steps, unit: READING_KINDS.steps.unit, over, quality: [] }],
  }
})

/** A month: more is no session but a counter that was never started. */
const LONGEST = 31 * 86_400
