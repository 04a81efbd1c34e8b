import type { HomeCommandArgs, Milliseconds } from '@kotisilta/contract'
import type { Outcome } from '../../command/commands.ts'
import type { PairingWindows } from './pairing-window.ts'

/** Does what the server says about pairing; what comes of it stands in the state. */
export function pairingOutcome(
  windows: Pick<PairingWindows, 'open' | 'answer'>,
  { seconds, device, answer }: HomeCommandArgs<'pair'>,
  now: Milliseconds,
): Outcome {
  if (answer !== undefined) {
    return windows.answer(answer)
      ? { status: 'done', code: 'window-open' }
      : { status: 'refused', code: 'args-invalid' }
  }
  void windows.open({ until: now + seconds * 1_000, ...(device !== undefined && { device }) })
  return { status: 'done', code: 'window-open' }
}
