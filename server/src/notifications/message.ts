import type { Channel, DeliveryCode, MessageStatus, Milliseconds, Priority } from '@kotisilta/contract'

/** What the machine knows of one message to one person on one channel. */
export interface MessageState {
  status: MessageStatus
  code: DeliveryCode | null
  /** When something has to be done with it by itself; null: nothing, or nothing any more. */
  due: Milliseconds | null
  /** How often it has been handed over. */
  attempts: number
  createdAt: Milliseconds
}

export interface MessageKind {
  channel: Channel
  priority: Priority
}

export type MessageEvent =
  /** It is about to be handed over. Written down before that is done, so that a stop in between hands it over again. */
  | { type: 'attempt' }
  /** The provider took it. `receipts`: it will say more. */
  | { type: 'accepted'; receipts: boolean }
  /** `again`: another attempt may help. `after`: not before so long, says the provider. */
  | { type: 'refused'; code: DeliveryCode; again: boolean; after?: Milliseconds }
  | { type: 'receipt'; delivered: boolean }
  | { type: 'answered' }
  /** There is no need of it any more, or no leave to send it. */
  | { type: 'put-aside'; code: DeliveryCode }
  /** Something may be overdue. */
  | { type: 'time' }

interface ChannelTimes {
  /** How often at most it is handed over. */
  attempts: number
  /** How long the provider has to answer. */
  timeout: Milliseconds
  /** Before the second attempt; then twice that, and so on. */
  backoff: Milliseconds
  /** How long after the provider's yes there must be a receipt. */
  receipt: Milliseconds
}

/**
 * Ours, made to fit into the 60 s that a step of a high alert has (docs/decisions/2026-11-26-every-message-is-on-record.md).
 */
export const CHANNEL_TIMES: Readonly<Record<Channel, ChannelTimes>> = {
  push: { attempts: 3, timeout: 5_000, backoff: 1_000, receipt: 10_000 },
  sms: { attempts: 4, timeout: 8_000, backoff: 2_000, receipt: 30_000 },
  voice: { attempts: 3, timeout: 8_000, backoff: 4_000, receipt: 45_000 },
  email: { attempts: 5, timeout: 15_000, backoff: 10_000, receipt: 0 },
  webhook: { attempts: 5, timeout: 5_000, backoff: 1_000, receipt: 0 },
}
const BACKOFF_MOST = 300_000

/** After so long nobody needs to be told of it: whoever is to know by then has been called anew. */
export const USEFUL_FOR: Readonly<Record<Priority, Milliseconds>> = {
  high: 10 * 60_000,
  medium: 60 * 60_000,
  low: 12 * 3_600_000,
}

/** How long each way has before the next one is tried besides. */
export const RUNG_WAIT: Readonly<Record<Priority, Milliseconds>> = { high: 15_000, medium: 60_000, low: 15 * 60_000 }

/** Nothing will be done with it any more, and nothing that comes changes it, but that somebody answered. */
export const isOver = ({ status }: Pick<MessageState, 'status'>): boolean =>
  status === 'answered' || status === 'failed' || status === 'expired'
/** It may still reach somebody. */
export const isUnderWay = (state: Pick<MessageState, 'status'>): boolean =>
  !isOver(state) && state.status !== 'delivered'

export const queued = (now: Milliseconds, due: Milliseconds): MessageState => ({
  status: 'queued',
  code: null,
  due,
  attempts: 0,
  createdAt: now,
})

/** A message after an event. Pure; whatever changes nothing returns the very same state. */
export function after(
  state: MessageState,
  event: MessageEvent,
  { channel, priority }: MessageKind,
  now: Milliseconds,
): MessageState {
  const times = CHANNEL_TIMES[channel]
  const end = (status: MessageStatus, code: DeliveryCode | null): MessageState => ({
    ...state,
    status,
    code,
    due: null,
  })
  switch (event.type) {
    case 'attempt':
      if (state.status !== 'queued' && state.status !== 'attempted') return state
      // The due time covers a stop: whoever held it is then taken to be gone.
      return { ...state, status: 'attempted', attempts: state.attempts + 1, due: now + 2 * times.timeout }
    case 'accepted':
      if (state.status !== 'attempted' && state.status !== 'queued') return state
      return { ...state, status: 'accepted', code: null, due: event.receipts ? now + times.receipt : null }
    case 'refused': {
      if (state.status !== 'attempted' && state.status !== 'queued') return state
      const wait = Math.max(event.after ?? 0, Math.min(times.backoff * 2 ** (state.attempts - 1), BACKOFF_MOST))
      const isWorthIt = event.again && state.attempts < times.attempts && now + wait < lastUse(state, priority)
      return isWorthIt ? { ...state, status: 'queued', code: event.code, due: now + wait } : end('failed', event.code)
    }
    case 'receipt':
      if (!isUnderWay(state) || state.attempts === 0) return state
      return event.delivered ? end('delivered', null) : end('failed', 'not-delivered')
    case 'answered':
      if (state.status === 'answered' || state.attempts === 0) return state
      return state.status === 'failed' || state.status === 'expired' ? state : end('answered', null)
    case 'put-aside':
      return isUnderWay(state) ? end('expired', event.code) : state
    case 'time':
      if (state.due === null || state.due > now) return state
      if (state.status === 'accepted') return end('failed', 'no-receipt')
      return now >= lastUse(state, priority) ? end('expired', 'too-late') : state
  }
}

const lastUse = ({ createdAt }: MessageState, priority: Priority): Milliseconds => createdAt + USEFUL_FOR[priority]
