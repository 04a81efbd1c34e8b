import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import type { Milliseconds } from '@kotisilta/contract'
import type { Logger } from 'pino'
import { FIRST_PATIENCE, givesWay, isSilent, learnt, longer, type Standing } from './patience.ts'
import { abandon } from './server-socket.ts'

/** How often it looks, while an alarm waits, and begins one more. */
const EVERY: Milliseconds = 300
/** Then there is the next one: no more than four are under way at a time. */
const LIFE: Milliseconds = 1_000

export interface SecondWayOptions {
  readonly server: { readonly host: string; readonly port: number }
  /** Where the server was last found: asked for its name, a line on which packets vanish gives no answer. */
  lastAddress(): string | undefined
  /** Whether an alarm waits. */
  waits(): boolean
  /** What its connection is at; undefined: it will try by itself, or is heard. */
  standing(): Standing | undefined
  /** Go on over this connection, which stands, and leave the other. */
  take(socket: Socket): void
  readonly log: Logger
}

/**
 * Where packets vanish nobody says so: what is under way waits for its own turn to send again, ever more seldom, and so for many
 * seconds after the line is back. While an alarm waits and its connection is silent, others are begun beside it, each for a
 * moment, and the first that is answered takes its place. Never without an alarm.
 */
export interface SecondWay {
  /** An alarm may wait. */
  look(): void
  /** Something that was said was answered after so long; `alarm`: an alarm was acknowledged. */
  answered(took: Milliseconds, alarm: boolean): void
  close(): void
}

export function secondWay(options: SecondWayOptions): SecondWay {
  const under = new Set<Socket>()
  let patience = FIRST_PATIENCE
  let looking: NodeJS.Timeout | undefined
  let asking = false
  let closed = false
  let asked: string | undefined

  function look(): void {
    if (closed || !options.waits()) return stop()
    looking ??= setInterval(look, EVERY)
    const standing = options.standing()
    if (standing !== undefined && isSilent(standing, performance.now())) tryOne()
  }

  function tryOne(): void {
    const address = isIP(options.server.host) === 0 ? (options.lastAddress() ?? asked) : options.server.host
    if (address === undefined) return ask()
    const socket = connect({ host: address, port: options.server.port })
    under.add(socket)
    const end = setTimeout(() => abandon(socket), LIFE)
    socket.on('error', () => {})
    socket.once('close', () => {
      clearTimeout(end)
      under.delete(socket)
    })
    socket.once('connect', () => {
      clearTimeout(end)
      under.delete(socket)
      if (!offered(socket)) abandon(socket)
    })
  }

  /** A question for a name may take many seconds, and a few of them take all the threads that there are for such things: one at a time. */
  function ask(): void {
    if (asking) return
    asking = true
    lookup(options.server.host)
      .then(({ address }) => {
        asked = address
      })
      .catch(() => {})
      .finally(() => {
        asking = false
      })
  }

  function offered(socket: Socket): boolean {
    const standing = options.standing()
    if (standing === undefined || !givesWay(standing, patience, performance.now())) return false
    if (standing.phase !== 'reaching') patience = longer(patience)
    options.log.info(
      { phase: standing.phase },
      'an alarm waits: a second way to the server takes the place of the first',
    )
    asked = undefined
    for (const other of under) abandon(other)
    options.take(socket)
    return true
  }

  function stop(): void {
    clearInterval(looking)
    looking = undefined
    for (const socket of under) abandon(socket)
  }

  return {
    look,
    answered(took, alarm) {
      // That one is let in quickly says nothing about how long an alarm takes to be stored.
      patience = alarm ? learnt(took) : Math.max(patience, learnt(took))
    },
    close() {
      closed = true
      stop()
    },
  }
}
