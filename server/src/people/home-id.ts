import { randomBytes } from 'node:crypto'
import { partitionOf } from '@kotisilta/contract'

/** Says nothing about who lives there. */
export const newHomeId = (): string => `home-${randomBytes(8).toString('hex')}`

/** A home in that partition: a gateway that moves there keeps its topics, and needs no new enrolment. */
export function newHomeIdIn(partition: string): string {
  for (;;) {
    const id = newHomeId()
    if (partitionOf(id) === partition) return id
  }
}
