import type { Milliseconds, Session } from '@kotisilta/contract'

/** After how long without a touch a screen locks itself; undefined: never. */
export function lockAfter(
  { kind, lockAfter: after }: Session['screen'],
  touchScreen: boolean,
): Milliseconds | undefined {
  if (kind === 'board') return undefined
  return (kind ?? (touchScreen ? 'tablet' : 'desk')) === 'tablet' ? after.tablet : after.desk
}
