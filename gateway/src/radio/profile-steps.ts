import { type ConnectStep, valueToWrite, type WriteSurroundings, type WrittenValue } from '@kotisilta/device-profiles'
import type { RadioStep } from './radio.ts'

/**
 * A profile's steps as the radio does them. A meter's clock is not set by a gateway that does not know the time itself.
 *
 * @param surroundings asked at the moment of writing, and so is whether the time is known
 */
export function stepsOf(
  steps: readonly ConnectStep[],
  surroundings: () => WriteSurroundings,
  clockIsKnown: () => boolean,
): RadioStep[] {
  const bytesOf = (value: WrittenValue): Uint8Array | undefined => {
    const around = surroundings()
    return tellsTime(value) && !clockIsKnown() ? undefined : valueToWrite(value, around)
  }
  return steps.map((step) => (step.do === 'write' ? { ...step, bytes: () => bytesOf(step.value) } : step))
}

/** Those that are done before one has subscribed, and those that are written once one has. */
export const inTurn = (steps: readonly ConnectStep[]): { before: ConnectStep[]; after: ConnectStep[] } => ({
  before: steps.filter((step) => !isForLater(step)),
  after: steps.filter(isForLater),
})

const isForLater = (step: ConnectStep): boolean => step.do === 'write' && step.afterSubscribing === true

const tellsTime = (value: WrittenValue): boolean => value === 'current-time' || value === 'date-time'
