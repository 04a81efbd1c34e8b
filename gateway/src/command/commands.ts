import type { Clock, CommandResultMessage } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { dispatch, type HomeCommandRun } from './dispatch.ts'
import type { CommandLedger } from './ledger.ts'

/** How a command ended, or (`accepted`) that it is being done. */
export type Outcome = Omit<CommandResultMessage, 'id'>
/** Does one command. `progress`: it has been begun, and a person or a release is waited for. */
export type Executor = (run: HomeCommandRun, progress: (outcome: Outcome) => void) => Promise<Outcome>

export interface CommandPorts {
  readonly ledger: CommandLedger
  readonly clock: Clock
  readonly log: Logger
  readonly execute: Executor
  /** Tells the server; lost when there is no connection, and then the server asks again. */
  publish(result: CommandResultMessage): void
  /** It has no id that could be answered. */
  notUnderstood(content: unknown): void
  /** Called after the last word was written down and told. */
  ended?(run: HomeCommandRun, outcome: Outcome): void
}

/** Carries out what the server asks, each thing once. Resolves when it is over; never rejects. */
export function homeCommands({ ledger, clock, log, execute, publish, notUnderstood, ended }: CommandPorts) {
  const running = new Map<string, CommandResultMessage>()

  return async (content: unknown): Promise<void> => {
    const dispatched = dispatch(content, (id) => running.get(id) ?? ledger.known(id), clock.now())
    if (dispatched.do === 'nothing') return notUnderstood(content)
    if (dispatched.do === 'answer') return publish(dispatched.result)
    const { run } = dispatched
    const { id, command } = run
    const progress = (outcome: Outcome): void => {
      running.set(id, { id, ...outcome })
      publish({ id, ...outcome })
    }
    running.set(id, { id, status: 'accepted', code: 'asking' })
    const outcome = await execute(run, progress).catch((error: unknown): Outcome => {
      log.error({ command, reason: error instanceof Error ? error.message : String(error) }, 'command failed')
      return { status: 'failed', code: 'internal' }
    })
    const result = { id, ...outcome }
    log.info({ command, ...outcome }, 'command carried out')
    ledger.write(result, clock.now())
    running.delete(id)
    publish(result)
    ended?.(run, outcome)
  }
}
