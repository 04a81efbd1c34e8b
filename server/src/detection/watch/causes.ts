import type { Milliseconds, Plan } from '@kotisilta/contract'
import type { PatientState } from '../state.ts'
import { HOUR } from '../time.ts'
import type { Known, Moment, Watching } from './facts.ts'

/** Why nothing is heard, the one that explains most first. */
export const CAUSES = ['paused', 'gateway', 'radio', 'device', 'battery', 'not-worn', 'away'] as const
export type Cause = (typeof CAUSES)[number]

/** What came while nobody listened is still on its way for so long (ours: docs/clinical-sources.md). */
const CATCHING_UP: Milliseconds = HOUR / 4
/** A battery with so few per cent left is as good as empty. */
const EMPTY = 5

/** When what came while nobody listened has arrived: the server, and every gateway that is there, are there for long enough. */
export const listensFrom = (watching: Watching | undefined, listening: Milliseconds): Milliseconds =>
  gatewaysOf(watching).reduce((latest, { is, at }) => Math.max(latest, is ? at : latest), listening) + CATCHING_UP

/** Whether an absence means anything. */
export const isListening = (watching: Watching | undefined, { now, listening }: Moment): boolean =>
  now >= listensFrom(watching, listening)

export const isPaused = ({ pauses }: Plan, at: Milliseconds): boolean =>
  pauses.some(({ from, until }) => Date.parse(from) <= at && at < Date.parse(until))

/** Since when nothing can come, because all gateways of the home are gone. */
export function cutOffSince(watching: Watching | undefined): Milliseconds | undefined {
  const words = gatewaysOf(watching)
  return words.length > 0 && words.every(({ is }) => !is) ? Math.max(...words.map(({ at }) => at)) : undefined
}

/** Since when no device on Bluetooth can be heard: of the gateways that are there, each has trouble with its radio. */
export function deafSince(watching: Watching | undefined): Milliseconds | undefined {
  const radios = Object.values(watching?.radios ?? {}).filter(({ is }) => !is)
  const listens = gatewaysOf(watching).some(({ is, device }) => is && watching?.radios?.[device]?.is !== false)
  return radios.length === 0 || listens ? undefined : Math.max(...radios.map(({ at }) => at))
}

const gatewaysOf = (watching: Watching | undefined): Known[] =>
  watching?.gateways === undefined ? [] : Object.values(watching.gateways)

/** What of a state says why nothing is heard. */
export type Home = Pick<PatientState, 'episodes' | 'watching'>

/**
 * Why a device is not heard, if it is known.
 *
 * @param device undefined if nobody knows which one it would be
 * @param isWorn whether it tells only while it is worn
 */
export function causeOf(
  plan: Plan,
  { episodes: { facts = {} }, watching }: Home,
  now: Milliseconds,
  device: string | undefined,
  isWorn: boolean,
): Cause | undefined {
  if (isPaused(plan, now)) return 'paused'
  if (cutOffSince(watching) !== undefined) return 'gateway'
  if (device !== undefined && facts.devices?.[device]?.is === false) return 'device'
  if (device !== undefined && (facts.batteries?.[device]?.level ?? 100) <= EMPTY) return 'battery'
  if (isWorn && facts.worn?.is === false) return 'not-worn'
  return facts.atHome?.is === false ? 'away' : undefined
}
