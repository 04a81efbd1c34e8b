import type { CommandResultMessage, Milliseconds } from '@kotisilta/contract'
import type { Installation } from './installation.ts'

export interface TrialPorts {
  readonly installation: Installation
  /** Whether the gateway does what it is for: it has its file, and speaks to the server. */
  works(): boolean
  answer(result: CommandResultMessage): void
}

const LOOK: Milliseconds = 1_000

/**
 * Once the gateway works, a release on trial has passed, and the server hears what became of the update. One that never works is gone back
 * from by `launch`: it is started again by the watchdog, or by whoever turns the gateway off and on.
 *
 * @returns how to end
 */
export function concludeTrial({ installation, works, answer }: TrialPorts): () => void {
  // As it was when this process began: what this very process fetches later is for the next one to try.
  const [running, pending] = [installation.current(), installation.pending()]
  function look(): void {
    if (!works()) return
    clearInterval(timer)
    const back = installation.takeRolledBack()
    if (back !== undefined) answer({ id: back.command, status: 'failed', code: 'rolled-back' })
    if (pending === undefined || installation.pending()?.command !== pending.command) return
    // Killed after the way back was noted and before the step was made.
    const made = pending.to === running
    installation.proven()
    answer({ id: pending.command, ...(made ? UPDATED : INTERRUPTED) })
  }
  const timer = setInterval(look, LOOK)
  timer.unref()
  return () => clearInterval(timer)
}

const UPDATED = { status: 'done', code: 'updated' } as const
const INTERRUPTED = { status: 'failed', code: 'interrupted' } as const
