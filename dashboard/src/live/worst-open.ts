import type { Alert } from '@kotisilta/contract'
import { compareByHarm } from './queue.ts'

/** Of those that nobody has, the one that comes first; undefined if somebody has each. */
export const worstOpen = (alerts: ReadonlyMap<string, Alert>): Alert | undefined =>
  [...alerts.values()].filter(({ status }) => status === 'open').sort(compareByHarm)[0]
