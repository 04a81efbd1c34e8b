import type { Alert, AlertEvent } from '@kotisilta/contract'

const lastOf = (alert: Alert, events: readonly AlertEvent['event'][]): string | undefined =>
  alert.history.findLast(({ event }) => events.includes(event))?.at

/** Since when an open alert has been waiting for somebody: since it was raised, or opened again. */
export const waitingSince = (alert: Alert): string => lastOf(alert, ['raised', 'reopened']) ?? alert.raisedAt

/** Since when somebody has had it. */
export const inHandSince = (alert: Alert): string => lastOf(alert, ['acknowledged', 'assigned']) ?? alert.raisedAt
