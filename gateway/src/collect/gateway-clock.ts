import type { Clock, Milliseconds } from '@kotisilta/contract'
import { firstTime, type GatewayTime, isRight, nextTime } from './gateway-time.ts'

/** Where the time comes from. */
export interface TimeSource {
  wall(): Milliseconds
  monotonic(): Milliseconds
  /** Whether the machine has its time from the network; undefined where that cannot be found out. */
  synchronised(): boolean | undefined
}

/** The gateway's own time: the machine's where that can be believed, and else what has passed since it could. */
export interface GatewayClock extends Clock {
  /** Whether the time has been known since the start. */
  isKnown(): boolean
  /** Whether the machine's clock can be relied on. */
  isRight(): boolean
}

export interface GatewayClockOptions {
  readonly source: TimeSource
  /** When the time was last known, before this start. */
  readonly floor: Milliseconds
  /** Time was put right by so much. `becameKnown`: what came before was estimated. */
  stepped(by: Milliseconds, becameKnown: boolean): void
  /** The clock can now be relied on, or no longer. */
  changed(): void
}

export function gatewayClock({ source, floor, ...options }: GatewayClockOptions): GatewayClock {
  const look = () => ({ wall: source.wall(), monotonic: source.monotonic(), synchronised: source.synchronised() })
  let time: GatewayTime = firstTime(look(), floor)

  function seen(): GatewayTime {
    const before = time
    time = nextTime(before, look())
    const by = time.offset - before.offset
    if (!before.isKnown && time.isKnown) options.stepped(by, true)
    else if (Math.abs(by) > 1_000) options.stepped(by, false)
    if (isRight(before) !== isRight(time)) options.changed()
    return time
  }

  return {
    now: () => Math.round(seen().offset + source.monotonic()),
    isKnown: () => seen().isKnown,
    isRight: () => isRight(seen()),
  }
}
