import type { Milliseconds } from '@kotisilta/contract'
import type { RadioState } from '../radio.ts'
import type { Verdict } from './hearing.ts'

/** What is wrong with a radio, as far as something can be done about it. */
export type Trouble = 'quiet' | 'hears-nothing' | 'refused' | 'off' | 'no-service'

/** From what disturbs least to what disturbs most. */
export const RECOVERY_STEPS = ['restart-discovery', 'new-filter', 'power-cycle', 'new-bus', 'restart-service'] as const
export type RecoveryStep = (typeof RECOVERY_STEPS)[number]

/** What helps against what; discovery and adapter are by themselves tried again and again meanwhile. */
const HELPS: Readonly<Record<Trouble, readonly RecoveryStep[]>> = {
  quiet: ['restart-discovery', 'new-filter'],
  'hears-nothing': RECOVERY_STEPS,
  refused: ['new-filter', 'power-cycle', 'new-bus', 'restart-service'],
  off: ['restart-service'],
  'no-service': ['new-bus', 'restart-service'],
}

export interface RecoveryTiming {
  /** How long a step is given to show that it has helped. */
  readonly settle: Milliseconds
  /** After the last step everything begins anew, but not at once. */
  readonly again: Milliseconds
}

/** How far a recovery has come. */
export interface Recovery {
  readonly trouble: Trouble
  /** The last step taken, by its place in RECOVERY_STEPS; -1 before the first. */
  readonly reached: number
  /** When it was taken, or when the trouble was found. */
  readonly at: Milliseconds
  /** How many steps have been taken. */
  readonly taken: number
  /** Whether it is about hearing nothing, also while a step makes another trouble for a moment. */
  readonly deafness: boolean
}

/** What is wrong, by how the radio is and what it hears; undefined if all is well, or nothing can be done but to wait. */
export function troubleOf(state: RadioState, verdict: Verdict): Trouble | undefined {
  if (state === 'not-discovering') return 'refused'
  if (state === 'adapter-off') return 'off'
  if (state === 'no-bluetooth' || state === 'no-adapter') return 'no-service'
  if (state !== 'listening' || verdict === 'hears') return undefined
  return verdict === 'deaf' ? 'hears-nothing' : 'quiet'
}

/**
 * The next step out of a trouble. A step that makes another trouble for a moment, as switching the adapter does, does not begin
 * the steps anew; only hearing somebody ends them.
 *
 * @param allowed which steps this gateway can take
 */
export function recover(
  before: Recovery | undefined,
  trouble: Trouble | undefined,
  now: Milliseconds,
  timing: RecoveryTiming,
  allowed: (step: RecoveryStep) => boolean,
): { recovery: Recovery | undefined; step?: RecoveryStep } {
  if (trouble === undefined) return { recovery: undefined }
  // What hears nothing has been silent for long enough already; of all else it is seen first whether it passes.
  const found: Recovery = {
    trouble,
    reached: -1,
    at: trouble === 'hears-nothing' || trouble === 'quiet' ? now - timing.settle : now,
    taken: 0,
    deafness: trouble === 'hears-nothing',
  }
  const so: Recovery =
    before === undefined ? found : { ...before, trouble, deafness: before.deafness || found.deafness }
  if (now - so.at < timing.settle) return { recovery: so }
  const step = HELPS[trouble].find((each) => RECOVERY_STEPS.indexOf(each) > so.reached && allowed(each))
  if (step !== undefined) {
    return { recovery: { ...so, reached: RECOVERY_STEPS.indexOf(step), at: now, taken: so.taken + 1 }, step }
  }
  return { recovery: now - so.at < timing.again ? so : { ...so, reached: -1, at: now - timing.settle } }
}

/** Whether it is to be said that the radio hears nothing: two steps have not helped. */
export const isDeaf = (recovery: Recovery | undefined, now: Milliseconds, { settle }: RecoveryTiming): boolean =>
  recovery?.trouble === 'hears-nothing' && (recovery.taken > 2 || (recovery.taken === 2 && now - recovery.at >= settle))
