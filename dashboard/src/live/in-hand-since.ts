import type { Alert } from '@kotisilta/contract'

/** Since when somebody has had it. */
export const inHandSince = ({ history, raisedAt }: Alert): string =>
  history.findLast(({ event }) => event === 'acknowledged' || event === 'assigned')?.at ?? raisedAt
