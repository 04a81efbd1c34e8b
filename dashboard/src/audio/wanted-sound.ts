import { type Alert, callsOf, type Milliseconds, type VeiledAlert } from '@kotisilta/contract'

export type Sound = 'high' | 'medium' | 'feed-lost'

/** A pause covers what was sounding when it was asked for, and nothing that comes after. */
export interface Pause {
  until: Milliseconds
  covers: ReadonlySet<string>
}

const FEED = 'feed'

/** A locked screen sounds for alerts of which it knows no more than this. */
export type Audible = Alert | VeiledAlert

/** One time that an alert called for somebody: it calls again when it gets worse or is opened again. */
const callOf = (alert: Audible): string =>
  [alert.id, alert.priority, 'calls' in alert ? alert.calls : callsOf(alert)].join(' ')

interface Situation {
  alerts: Iterable<Audible>
  feedLost: boolean
  pause: Pause | undefined
  /** Medium calls that have sounded; they sound once. */
  sounded: ReadonlySet<string>
}

const openOf = (alerts: Iterable<Audible>, priority: Alert['priority']): string[] =>
  [...alerts].filter((alert) => alert.status === 'open' && alert.priority === priority).map(callOf)

/** What should be heard now: a high alert until somebody has it, then the loss of the feed, then a medium one, once. */
export function wantedSound({ alerts, feedLost, pause, sounded }: Situation, now: Milliseconds): Sound | undefined {
  const paused = pause !== undefined && now < pause.until
  const audible = (call: string) => !paused || !pause.covers.has(call)
  const all = [...alerts]
  if (openOf(all, 'high').some(audible)) return 'high'
  if (feedLost && audible(FEED)) return 'feed-lost'
  if (!paused && openOf(all, 'medium').some((call) => !sounded.has(call))) return 'medium'
  return undefined
}

export const PAUSE_MS: Milliseconds = 120_000

/** A pause from now on of everything that calls now. */
export const pauseNow = (alerts: Iterable<Audible>, now: Milliseconds): Pause => ({
  until: now + PAUSE_MS,
  covers: new Set([FEED, ...openOf(alerts, 'high')]),
})

/** The medium calls that one sounding answers for. */
export const mediumCalls = (alerts: Iterable<Audible>): string[] => openOf(alerts, 'medium')
