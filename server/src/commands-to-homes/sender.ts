import { type Clock, commandResultSchema, type Milliseconds } from '@kotisilta/contract'
import type { Command } from '../commit/commands.ts'
import type { Committer } from '../commit/committer.ts'
import { readPayload } from '../ingest/read-payload.ts'
import { isOver } from './lifecycle.ts'
import { type HomeCommandReader, messageText, type Unanswered } from './reader.ts'

/** How often it is looked whether there is something to be sent. */
const LOOK_MS: Milliseconds = 250

export interface HomeCommandPorts {
  readonly clock: Clock
  readonly committer: Committer
  readonly reader: HomeCommandReader
  /** Hands a message to the gateway's connection; false if it has none that listens for commands. */
  send(gateway: string, text: string): boolean
}

/** Carries commands to homes: at once, and again whenever the gateway comes back, until it has answered or it is too late. */
export interface HomeCommandSender {
  /** The gateway listens for commands from now on: it is told again what it has not answered. */
  listening(gateway: string): void
  /** A gateway's answer. `done` once it is written down; what is not understood is in quarantine then. */
  result(gateway: string, payload: Buffer, done: (failure?: Error) => void): void
  close(): void
}

export function startHomeCommands({ clock, committer, reader, send }: HomeCommandPorts): HomeCommandSender {
  /** Handed over on the connection that the gateway has now, by gateway. */
  const handed = new Map<string, Set<string>>()

  function look(): void {
    const now = clock.now()
    const unanswered = reader.unanswered()
    if (unanswered.length === 0) return handed.clear()
    const ids: string[] = []
    let over = false
    for (const each of unanswered) {
      const { id, status, expires_at: expiresAt } = each
      if (expiresAt >= now && hand(each) && status === 'waiting') ids.push(id)
      over ||= isOver({ status, endedAt: null, expiresAt }, now)
    }
    if (ids.length > 0) attempt({ type: 'home-commands-sent', ids })
    if (over) attempt({ type: 'expire-home-commands' })
  }

  /** @returns whether it is on its way; once on each connection is enough */
  function hand(command: Unanswered): boolean {
    const { id, gateway } = command
    const before = handed.get(gateway) ?? new Set()
    if (before.has(id)) return true
    if (!send(gateway, messageText(command))) return false
    handed.set(gateway, before.add(id))
    return true
  }

  const attempt = (command: Command): void => {
    committer.run(command).catch(() => {})
  }

  const looking = setInterval(look, LOOK_MS)
  return {
    listening(gateway) {
      handed.delete(gateway)
      look()
    },
    result(gateway, payload, done) {
      committer.run(answerCommand(gateway, payload)).then(
        () => done(),
        (failure: Error) => done(failure),
      )
    },
    close: () => clearInterval(looking),
  }
}

function answerCommand(gateway: string, payload: Buffer): Command {
  const read = readPayload(commandResultSchema, payload)
  if ('data' in read) return { type: 'home-answered', gateway, result: read.data }
  const { detail } = read
  return { type: 'quarantine', entry: { gateway, lane: 'items', code: 'result-invalid', detail, bytes: payload } }
}
