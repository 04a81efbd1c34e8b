import { type DeliveryCode, deliveryCodeSchema, type Milliseconds } from '@kotisilta/contract'
import { z } from 'zod'

export const healthSchema = z.object({
  lastGood: z.number().nullable(),
  /** Since then, the latest few. */
  failures: z.array(z.object({ at: z.number(), contact: z.string(), code: deliveryCodeSchema })),
  downSince: z.number().nullable(),
})
export type ChannelHealth = z.infer<typeof healthSchema>

export const WELL: ChannelHealth = { lastGood: null, failures: [], downSince: null }

/** So many in a row, with nothing that went well between. */
const FAILURES = 3
/** A phone that is switched off, or a number that is wrong, is not the provider's fault: these count when several have it. */
const PERSONAL: ReadonlySet<DeliveryCode> = new Set(['no-receipt', 'refused'])
const CONTACTS = 2
const KEPT = 10

/** What says something about the channel, and not about one receiver or our own rules. */
const COUNTS: ReadonlySet<DeliveryCode> = new Set([
  'timed-out',
  'unreachable',
  'server-error',
  'too-fast',
  'refused',
  'no-receipt',
])

export const wentWell = (health: ChannelHealth, now: Milliseconds): ChannelHealth =>
  health.failures.length === 0 && health.lastGood !== null && now - health.lastGood < 60_000
    ? health
    : { lastGood: now, failures: [], downSince: null }

/** A channel after an attempt, or a wait for a receipt, that failed. */
export function wentWrong(
  health: ChannelHealth,
  contact: string,
  code: DeliveryCode,
  now: Milliseconds,
): ChannelHealth {
  if (!COUNTS.has(code)) return health
  const failures = [...health.failures, { at: now, contact, code }].slice(-KEPT)
  const isPersonal = failures.every((failure) => PERSONAL.has(failure.code))
  const contacts = new Set(failures.map((failure) => failure.contact)).size
  const isDown = failures.length >= FAILURES && (!isPersonal || contacts >= CONTACTS)
  return { ...health, failures, downSince: isDown ? (health.downSince ?? now) : health.downSince }
}
