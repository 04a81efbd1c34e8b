import {
  arrivingMessageSchema,
  EVENT_KINDS,
  type Item,
  isoTime,
  isUrgent,
  itemSchema,
  type Milliseconds,
  plainReading,
  READING_KIND_NAMES,
  type RefusalCode,
} from '@kotisilta/contract'

/** Why a payload, or one item of it, cannot be taken; `bytes` is what goes into quarantine. */
export interface Refusal {
  code: RefusalCode
  /** In words for the technician: the field and what is wrong with it. */
  detail: string
  bytes: Uint8Array
  /** The item's device where it can be read. */
  device?: string
}

export interface Accepted {
  /** Absent if the payload could not be read. */
  numbered?: { epoch: string; seq: number }
  items: Item[]
  refusals: Refusal[]
}

/** A meter's clock may be a little ahead of ours; beyond a day the time is a fault. */
const FUTURE_TOLERANCE: Milliseconds = 24 * 60 * 60 * 1000

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The items of one message, each judged by itself: a bad item is refused alone, a payload that cannot be read is
 * refused whole. Nothing is coerced.
 */
export function accept(payload: Uint8Array, now: Milliseconds): Accepted {
  let text: string
  try {
    text = utf8.decode(payload)
  } catch {
    return refused(payload, 'payload-not-utf8', 'The payload is not UTF-8.')
  }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    return refused(payload, 'payload-not-json', (error as Error).message)
  }
  const message = arrivingMessageSchema.safeParse(parsed)
  if (!message.success) return refused(payload, 'message-invalid', inWords(message.error))
  const { epoch, seq } = message.data
  const accepted: Accepted = { numbered: { epoch, seq }, items: [], refusals: [] }
  for (const candidate of message.data.items) judge(candidate, now, accepted)
  return accepted
}

function judge(candidate: unknown, now: Milliseconds, into: Accepted): void {
  const item = plainReading(candidate) ?? bySchema(candidate, into)
  if (item === undefined) return
  if (Date.parse(item.at) <= now + FUTURE_TOLERANCE) {
    into.items.push(item)
  } else if (isUrgent(item)) {
    // A call for help counts from when it is heard, whatever the caller's clock says.
    into.items.push(heardNow(item, now))
  } else {
    into.refusals.push(refusedItem(candidate, 'time-implausible', `at ${item.at} is more than a day ahead`))
  }
}

/** Counting from when it is heard, with the device's own time beside it. */
export const heardNow = (item: Item, now: Milliseconds): Item => ({
  ...item,
  at: isoTime(now),
  clock: 'estimated',
  deviceAt: item.deviceAt ?? item.at,
})

const refused = (bytes: Uint8Array, code: RefusalCode, detail: string): Accepted => ({
  items: [],
  refusals: [{ code, detail: detail.slice(0, 500), bytes }],
})

export function refusedItem(item: unknown, code: RefusalCode, detail: string): Refusal {
  const device = typeof item === 'object' && item !== null ? (item as { device?: unknown }).device : undefined
  return {
    code,
    detail: detail.slice(0, 500),
    bytes: Buffer.from(JSON.stringify(item) ?? 'undefined'),
    ...(typeof device === 'string' && device.length <= 100 && { device }),
  }
}

function bySchema(candidate: unknown, into: Accepted): Item | undefined {
  const result = itemSchema.safeParse(candidate)
  if (result.success) return result.data
  const code = kindIsKnown(candidate) ? 'item-invalid' : 'item-kind-unknown'
  into.refusals.push(refusedItem(candidate, code, inWords(result.error)))
  return undefined
}

const KINDS: ReadonlySet<unknown> = new Set<unknown>([...READING_KIND_NAMES, ...EVENT_KINDS])

const kindIsKnown = (candidate: unknown): boolean =>
  typeof candidate === 'object' && candidate !== null && KINDS.has((candidate as { kind?: unknown }).kind)

const inWords = ({ issues }: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'message'}: ${message}`).join('; ')
