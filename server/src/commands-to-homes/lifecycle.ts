import type { CommandResultMessage, HomeCommandName, HomeCommandStatus, Milliseconds } from '@kotisilta/contract'

const MINUTE: Milliseconds = 60_000

/** For how long a command is worth being carried out, unless its sender says otherwise. */
export const LIFETIME: Readonly<Record<HomeCommandName, Milliseconds>> = {
  'measure-again': 15 * MINUTE,
  ask: 5 * MINUTE,
  pair: 2 * MINUTE,
  locate: 2 * MINUTE,
  update: 24 * 60 * MINUTE,
  'alive-test': 2 * MINUTE,
  'test-mode': 60 * MINUTE,
  restart: 10 * MINUTE,
}
/** An answer that was on its way when the time ran out is waited for before nobody is said to have answered. */
export const GRACE: Milliseconds = 10_000
/** What was begun in time may take its time: a person is asked for two minutes, a release is fetched on a slow line. */
export const LONGEST_AT_IT: Milliseconds = 60 * MINUTE

/** How a command stands, as far as its life goes. Times in ms since 1970. */
export interface Standing {
  readonly status: HomeCommandStatus
  readonly endedAt: Milliseconds | null
}

/**
 * What an answer changes: the first that is not `accepted` is the last word, also when it comes after nobody was thought to
 * answer any more; undefined: nothing. Pure.
 */
export function answered(
  { status, endedAt }: Standing,
  result: Pick<CommandResultMessage, 'status'>,
  now: Milliseconds,
): Standing | undefined {
  if (endedAt !== null && status !== 'expired') return undefined
  if (result.status !== 'accepted') return { status: result.status, endedAt: now }
  return status === 'accepted' || status === 'expired' ? undefined : { status: 'accepted', endedAt: null }
}

/** Whether nobody will answer any more. Pure. */
export function isOver(
  { status, endedAt, expiresAt }: Standing & { readonly expiresAt: Milliseconds },
  now: Milliseconds,
): boolean {
  if (endedAt !== null) return false
  return now > expiresAt + (status === 'accepted' ? LONGEST_AT_IT : GRACE)
}
