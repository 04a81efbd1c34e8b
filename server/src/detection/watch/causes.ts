import type { Milliseconds, Plan } from '@kotisilta/contract'
import { HOUR } from '../time.ts'
import type { Facts, Watching } from './facts.ts'

/** Why nothing is heard, the one that explains most first. */
export const CAUSES = ['paused', 'gateway', 'device', 'battery', 'not-worn', 'away'] as const
export type Cause = (typeof CAUSES)[number]

/** What came while nobody listened is still on its way for so long (ours: docs/clinical-sources.md). */
const CATCHING_UP: Milliseconds = HOUR / 4
/** A battery with so few per cent left is as good as empty. */
const EMPTY = 5

/** Whether the server, and every gateway, has been there for long enough for an absence to mean anything. */
export const isListening = (watching: Watching | undefined, { gateways }: Facts, now: Milliseconds): boolean =>
  watching?.awake !== undefined &&
  now - watching.awake >= CATCHING_UP &&
  Object.values(gateways ?? {}).every(({ is, at }) => !is || now - at >= CATCHING_UP)

export const isPaused = ({ pauses }: Plan, at: Milliseconds): boolean =>
  pauses.some(({ from, until }) => Date.parse(from) <= at && at < Date.parse(until))

/** Nothing can come while all gateways of the home are gone. */
function isCutOff({ gateways }: Facts): boolean {
  const words = Object.values(gateways ?? {})
  return words.length > 0 && words.every(({ is }) => !is)
}

/**
 * Why a device is not heard, if it is known.
 *
 * @param device undefined if nobody knows which one it would be
 * @param isWorn whether it tells only while it is worn
 */
export function causeOf(
  plan: Plan,
  facts: Facts,
  now: Milliseconds,
  device: string | undefined,
  isWorn: boolean,
): Cause | undefined {
  if (isPaused(plan, now)) return 'paused'
  if (isCutOff(facts)) return 'gateway'
  if (device !== undefined && facts.devices?.[device]?.is === false) return 'device'
  if (device !== undefined && (facts.batteries?.[device]?.level ?? 100) <= EMPTY) return 'battery'
  if (isWorn && facts.worn?.is === false) return 'not-worn'
  return facts.atHome?.is === false ? 'away' : undefined
}
