import { FEED_SILENCE_MS, type Milliseconds, type Tick, type Trouble } from '@kotisilta/contract'
import { heardTick, type ServerClock, serverTime } from './server-clock.ts'

/** Said a little before the limit, so that the bar is painted when the limit comes. */
export const SILENCE_MS: Milliseconds = FEED_SILENCE_MS - 500

/** How this screen stands with the server's live feed. `monotonic` times are the screen's own stopwatch. */
export interface Feed {
  connected: boolean
  /** Whether the board has been complete since this connection began. */
  synchronised: boolean
  /** Stays true from the moment the feed is lost until the board is complete again. */
  lost: boolean
  /** The server does not give this account a feed. */
  refused: boolean
  clock: ServerClock | undefined
  /** Stopwatch at the last word, or when the waiting began. */
  heard: Milliseconds
  /** The server's time at the last word; undefined if there has been none. */
  heardAt: Milliseconds | undefined
  troubles: readonly Trouble[]
}

export type FeedStatus = 'connecting' | 'live' | 'lost' | 'refused'

export const startFeed = (monotonic: Milliseconds): Feed => ({
  connected: false,
  synchronised: false,
  lost: false,
  refused: false,
  clock: undefined,
  heard: monotonic,
  heardAt: undefined,
  troubles: [],
})

export function feedStatus(feed: Feed): FeedStatus {
  if (feed.refused) return 'refused'
  if (feed.lost) return 'lost'
  return feed.connected && feed.synchronised && feed.clock !== undefined ? 'live' : 'connecting'
}

export const feedConnected = (feed: Feed): Feed => ({ ...feed, connected: true, synchronised: false, refused: false })

/** A feed that never was live is still being waited for; one that was is lost at once. */
export const feedDisconnected = (feed: Feed): Feed => ({
  ...feed,
  connected: false,
  synchronised: false,
  lost: feed.lost || feed.heardAt !== undefined,
})

export const feedRefused = (feed: Feed): Feed => ({ ...feed, connected: false, refused: true, lost: false })

export const feedSynchronised = (feed: Feed, monotonic: Milliseconds): Feed =>
  feedSpoke({ ...feed, synchronised: true }, monotonic)

/** Any word but a tick. */
export const feedSpoke = (feed: Feed, monotonic: Milliseconds): Feed => ({
  ...feed,
  heard: monotonic,
  heardAt: feed.clock === undefined ? feed.heardAt : serverTime(feed.clock, monotonic),
  lost: feed.lost && !feed.synchronised,
})

export function feedTicked(feed: Feed, tick: Tick, monotonic: Milliseconds): Feed {
  const at = Date.parse(tick.at)
  return {
    ...feedSpoke(feed, monotonic),
    clock: heardTick(feed.clock, at, monotonic),
    heardAt: at,
    troubles: tick.troubles,
  }
}

/** Whether it has been silent too long; the same object if nothing changes. */
export const feedChecked = (feed: Feed, monotonic: Milliseconds): Feed =>
  feed.lost || feed.refused || monotonic - feed.heard < SILENCE_MS ? feed : { ...feed, lost: true }
