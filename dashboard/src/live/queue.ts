import { type Alert, PRIORITY_RANK, waitingSince } from '@kotisilta/contract'
import { isWithin } from './storms.ts'

/**
 * What stands where on the board. `settled` keeps its places however the alerts change, so that nothing moves under a
 * finger; what has come since and belongs above something settled waits in `arrived`, above the anchor.
 */
export interface Queue {
  settled: readonly string[]
  arrived: readonly string[]
}

export const EMPTY_QUEUE: Queue = { settled: [], arrived: [] }

type Alerts = ReadonlyMap<string, Alert>

const STATUS_RANK = { open: 0, acknowledged: 1, resolved: 2 } as const

/** Harm first: whom nobody has helped before whom somebody has; high before low; the longest waiting first. */
export function compareByHarm(a: Alert, b: Alert): number {
  return (
    STATUS_RANK[a.status] - STATUS_RANK[b.status] ||
    PRIORITY_RANK[a.priority] - PRIORITY_RANK[b.priority] ||
    Date.parse(waitingSince(a)) - Date.parse(waitingSince(b)) ||
    (a.id < b.id ? -1 : 1)
  )
}

const inOrder = (ids: Iterable<string>, alerts: Alerts): string[] =>
  [...ids]
    .map((id) => alerts.get(id))
    .filter((alert) => alert !== undefined)
    .sort(compareByHarm)
    .map((alert) => alert.id)

/** Whether it has a row of its own: of what has one cause, one alert stands for all. */
const stands = (alert: Alert): boolean => alert.status !== 'resolved' && !isWithin(alert)

/** Everything unresolved in its true order, nothing waiting above. */
export const settle = (alerts: Alerts): Queue => ({
  settled: inOrder(
    [...alerts.values()].filter(stands).map((alert) => alert.id),
    alerts,
  ),
  arrived: [],
})

/**
 * The queue after the alerts have changed. What is settled stays where it is, also when it is resolved; what has gone
 * altogether leaves. What is new goes to the end if it belongs there, and else above the anchor.
 */
export function follow(queue: Queue, alerts: Alerts): Queue {
  const settled = queue.settled.filter((id) => alerts.has(id))
  const standing = new Set(settled)
  const last = settled.map((id) => alerts.get(id)).reduce(worst, undefined)
  const waiting: string[] = []
  const after: string[] = []
  for (const alert of alerts.values()) {
    if (standing.has(alert.id)) continue
    if (queue.arrived.includes(alert.id)) waiting.push(alert.id)
    else if (!stands(alert)) continue
    else if (last === undefined || compareByHarm(last, alert) < 0) after.push(alert.id)
    else waiting.push(alert.id)
  }
  return { settled: [...settled, ...inOrder(after, alerts)], arrived: inOrder(waiting, alerts) }
}

/** The one that belongs lowest. */
const worst = (low: Alert | undefined, alert: Alert | undefined): Alert | undefined =>
  alert !== undefined && (low === undefined || compareByHarm(low, alert) < 0) ? alert : low

/** Whether settling would change anything. */
export function isSettled(queue: Queue, alerts: Alerts): boolean {
  const order = settle(alerts).settled
  return (
    queue.arrived.length === 0 &&
    order.length === queue.settled.length &&
    order.every((id, place) => queue.settled[place] === id)
  )
}

/** All that is shown, from the top. */
export const shownOrder = (queue: Queue): string[] => [...queue.arrived, ...queue.settled]

/** The neighbour of `id` in what is shown, `step` rows down; the first if `id` is not shown. */
export function neighbour(queue: Queue, id: string | undefined, step: 1 | -1): string | undefined {
  const order = shownOrder(queue)
  const place = id === undefined ? -1 : order.indexOf(id)
  if (place === -1) return order[0]
  return order[Math.min(order.length - 1, Math.max(0, place + step))]
}
