import type { StateMessage } from '@kotisilta/contract'
import type { Connection } from './connection.ts'
import type { UplinkTiming } from './timing.ts'

/** Tells the server how the gateway is: on connecting, after a change, and now and then. */
export interface StatePublisher {
  up(connection: Connection): void
  down(): void
  /** Something in the state is no longer as it was sent. */
  changed(): void
}

export function statePublisher(topic: string, state: () => StateMessage, timing: UplinkTiming): StatePublisher {
  let connection: Connection | undefined
  let publishedAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function publishIn(delay: number): void {
    clearTimeout(timer)
    timer = setTimeout(publish, delay)
    timer.unref()
  }

  function publish(): void {
    connection?.publish(topic, JSON.stringify(state()), true, () => {})
    publishedAt = performance.now()
    pending = false
    publishIn(timing.heartbeat)
  }

  let pending = false
  return {
    up(made) {
      connection = made
      publish()
    },
    down() {
      connection = undefined
      pending = false
      clearTimeout(timer)
    },
    changed() {
      if (connection === undefined || pending) return
      pending = true
      publishIn(Math.max(0, publishedAt + timing.stateThrottle - performance.now()))
    },
  }
}
