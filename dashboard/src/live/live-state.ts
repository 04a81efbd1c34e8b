import { type Alert, type Milliseconds, PRIORITY_RANK, type Tick, type VeiledAlert } from '@kotisilta/contract'
import {
  type Feed,
  feedChecked,
  feedConnected,
  feedDisconnected,
  feedRefused,
  feedSpoke,
  feedSynchronised,
  feedTicked,
  startFeed,
} from './feed.ts'
import { EMPTY_QUEUE, follow, type Queue, settle } from './queue.ts'
import { isWithin } from './storms.ts'

/** On how many screens an alert has been confirmed to be. */
export interface Delivery {
  alert: string
  version: number
  screens: number
  at: string
}

/** Something that somebody should be told: an alert that is new, or that is worse than it was. */
interface News {
  alert: string
  version: number
  change: 'new' | 'worse'
}

/** Everything that a screen knows from the live feed. */
export interface LiveState {
  alerts: ReadonlyMap<string, Alert>
  deliveries: ReadonlyMap<string, Delivery>
  queue: Queue
  /** The latest few, oldest first. */
  news: readonly News[]
  feed: Feed
  /** Alerts that came and could not be read: this screen is older than the server. */
  unreadable: number
  /** What a locked screen is told in place of alerts; undefined unless it is locked. */
  veiled: readonly VeiledAlert[] | undefined
  /** Whether the board has ever been complete since the page was opened. */
  known: boolean
}

export type LiveEvent =
  | { type: 'connected' | 'disconnected' | 'refused' | 'checked' | 'unreadable' | 'settled' | 'unlocked' }
  | { type: 'veiled'; alerts: readonly VeiledAlert[] }
  | { type: 'alert'; alert: Alert }
  /** The server's answer to what somebody did here; it says nothing about the feed. */
  | { type: 'answer'; alert: Alert }
  | { type: 'synchronised'; alerts: readonly string[] }
  | { type: 'tick'; tick: Tick }
  | { type: 'delivered'; delivery: Delivery }

const NEWS_KEPT = 5

export const startLive = (monotonic: Milliseconds): LiveState => ({
  alerts: new Map(),
  deliveries: new Map(),
  queue: EMPTY_QUEUE,
  news: [],
  feed: startFeed(monotonic),
  unreadable: 0,
  veiled: undefined,
  known: false,
})

/** What a screen knows after `event`, which reached it when its stopwatch showed `monotonic`. */
export function live(state: LiveState, event: LiveEvent, monotonic: Milliseconds): LiveState {
  switch (event.type) {
    case 'connected':
      return { ...state, feed: feedConnected(state.feed) }
    case 'disconnected':
      return { ...state, feed: feedDisconnected(state.feed) }
    case 'refused':
      return { ...state, feed: feedRefused(state.feed) }
    case 'checked': {
      const feed = feedChecked(state.feed, monotonic)
      return feed === state.feed ? state : { ...state, feed }
    }
    case 'unreadable':
      return { ...state, unreadable: state.unreadable + 1, feed: feedSpoke(state.feed, monotonic) }
    case 'settled':
      return { ...state, queue: settle(state.alerts) }
    case 'veiled':
      return { ...state, veiled: event.alerts, feed: feedSpoke(state.feed, monotonic) }
    case 'unlocked':
      return state.veiled === undefined ? state : { ...state, veiled: undefined }
    case 'alert':
      return { ...withAlert(state, event.alert), feed: feedSpoke(state.feed, monotonic) }
    case 'answer':
      return withAlert(state, event.alert)
    case 'synchronised':
      return { ...onlyThese(state, event.alerts), feed: feedSynchronised(state.feed, monotonic) }
    case 'tick':
      return { ...state, feed: feedTicked(state.feed, event.tick, monotonic) }
    case 'delivered':
      return withDelivery(state, event.delivery)
  }
}

/** A version that is not newer than the one held is ignored. */
function withAlert(state: LiveState, alert: Alert): LiveState {
  const held = state.alerts.get(alert.id)
  if (held !== undefined && held.version >= alert.version) return state
  const alerts = new Map(state.alerts).set(alert.id, alert)
  const change = newsOf(held, alert)
  return {
    ...state,
    alerts,
    queue: state.known ? follow(state.queue, alerts) : settle(alerts),
    news:
      state.known && change !== undefined
        ? [...state.news, { alert: alert.id, version: alert.version, change }].slice(-NEWS_KEPT)
        : state.news,
  }
}

function newsOf(held: Alert | undefined, alert: Alert): News['change'] | undefined {
  if (alert.status !== 'open' || isWithin(alert)) return undefined
  if (held === undefined) return 'new'
  const reopened = held.status !== 'open'
  return reopened || PRIORITY_RANK[alert.priority] < PRIORITY_RANK[held.priority] ? 'worse' : undefined
}

function onlyThese(state: LiveState, ids: readonly string[]): LiveState {
  const stillOpen = new Set(ids)
  const alerts = new Map([...state.alerts].filter(([id]) => stillOpen.has(id)))
  const deliveries = new Map([...state.deliveries].filter(([id]) => alerts.has(id)))
  return { ...state, alerts, deliveries, queue: settle(alerts), known: true }
}

function withDelivery(state: LiveState, delivery: Delivery): LiveState {
  const held = state.deliveries.get(delivery.alert)
  const older =
    held !== undefined &&
    (held.version > delivery.version || (held.version === delivery.version && held.screens >= delivery.screens))
  return older ? state : { ...state, deliveries: new Map(state.deliveries).set(delivery.alert, delivery) }
}
