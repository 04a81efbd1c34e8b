import { isoTime, type Milliseconds } from '@kotisilta/contract'
import type { OutboxMessage } from '../outbox/outbox.ts'

/** The payload of a message; its items are JSON already. */
export const payloadOf = ({ epoch, seq, bodies }: OutboxMessage, now: Milliseconds): string =>
  `{"sent":"${isoTime(now)}","epoch":"${epoch}","seq":${seq},"items":[${bodies.join(',')}]}`
