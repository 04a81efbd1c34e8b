import type { Alert, AlertStatus, Priority } from './alert.ts'
import type { Milliseconds } from './clock.ts'

/** socket.io namespace of the on-call board. */
export const ON_CALL_NAMESPACE = '/on-call'
/** A screen that has heard no `tick` for this long says so, loudly. */
export const FEED_SILENCE_MS: Milliseconds = 5_000
/** How often the server ticks. */
export const TICK_MS: Milliseconds = 2_000

/** What is wrong with the server itself, so that a screen can say it. */
export const TROUBLES = [
  'storage-full',
  'storage-failed',
  /** The database is not whole: what is shown may be missing something. */
  'database-damaged',
  'gateways-lost',
  /** Messages on this way do not get through; alerts take the others. */
  'push-down',
  'sms-down',
  'voice-down',
  'email-down',
  'webhook-down',
] as const
export type Trouble = (typeof TROUBLES)[number]

/** `at` is the server's time: ages on a screen are counted from it, not from the tablet's clock. */
export interface Tick {
  at: string
  troubles: Trouble[]
}

/** What a locked screen is told of an alert: enough to be heard and counted, nothing of whom or what it is about. */
export interface VeiledAlert {
  id: string
  priority: Priority
  status: AlertStatus
  /** Since when it has been waiting for somebody. */
  since: string
  /** How often it has called for somebody: raised, got worse, opened again. */
  calls: number
}

export interface OnCallServerEvents {
  /** The whole alert on every change; the callback is the screen's proof that it has it. */
  alert: (alert: Alert, received: () => void) => void
  /** Every unresolved alert has been sent: whatever else a screen still shows is to be dropped. */
  synchronised: (state: { cursor: string; alerts: string[] }) => void
  /** In place of `alert` while the screen is locked: all that is unresolved, whenever any of it changes. No callback: a locked screen proves nothing. */
  veiled: (alerts: VeiledAlert[]) => void
  tick: (tick: Tick) => void
  /** How many screens have confirmed an alert so far. */
  delivered: (delivery: { alert: string; version: number; screens: number; at: string }) => void
}
