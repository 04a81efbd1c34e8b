import type { Alert } from '@kotisilta/contract'

/** Part of something that many homes have, for which another alert stands on the board. */
export const isWithin = ({ storm }: Alert): boolean => storm?.leads === false

/** What is known of everything that has one cause with an alert. */
export interface StormSize {
  /** The whole of it, in the order in which they came. */
  members: readonly Alert[]
  /** How many of them are over. */
  over: number
  /** How many of them nobody has. */
  open: number
}

/** Undefined of an alert that stands for itself alone. */
export function stormOf(alerts: ReadonlyMap<string, Alert>, { storm }: Alert): StormSize | undefined {
  if (storm === undefined) return undefined
  const members = [...alerts.values()].filter((each) => each.storm?.id === storm.id && each.status !== 'resolved')
  return {
    members: members.sort((a, b) =>
      a.raisedAt === b.raisedAt ? (a.id < b.id ? -1 : 1) : a.raisedAt < b.raisedAt ? -1 : 1,
    ),
    over: members.filter(({ stillTrue }) => stillTrue === false).length,
    open: members.filter(({ status }) => status === 'open').length,
  }
}
