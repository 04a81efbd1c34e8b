import type { EntryKind, Milliseconds, Priority, WorkEntry } from '@kotisilta/contract'

/** What is known of an entry for putting it in its place; times in milliseconds. */
export interface Placed {
  id: string
  kind: EntryKind
  priority: Priority | null
  due: Milliseconds | null
  since: Milliseconds
  isOwned: boolean
}

/** What is due within this counts as due now: time to finish what one is at, and to call. */
const SOON: Milliseconds = 15 * 60_000

/**
 * Classes of harm, the worst first. A high alert before everything; then what is wrong with somebody now and nobody has;
 * then what was promised and not kept; then what is coming. What somebody has in hand comes after what nobody has.
 */
const CLASSES = [
  'alert high open',
  'alert high owned',
  'alert medium open',
  'medium overdue',
  'low overdue',
  'due soon',
  'alert medium owned',
  'alert low open',
  'medium later',
  'machine open',
  'doubtful',
  'low later',
  'alert low owned',
  'house',
] as const
export type HarmClass = (typeof CLASSES)[number]

export function harmClassOf({ kind, priority, due, isOwned }: Placed, now: Milliseconds): HarmClass {
  if (kind === 'alert') return `alert ${priority ?? 'low'} ${isOwned ? 'owned' : 'open'}`
  if (kind === 'person-uncertain' || kind === 'unassigned') return 'doubtful'
  if (kind === 'technical-alert') return priority === 'medium' && !isOwned ? 'machine open' : 'house'
  // A plan or a machine that has waited for days harms nobody within the hour; an alert tells when it does.
  if (kind === 'plan-review' || kind === 'technical') return 'house'
  const isLow = priority === null || priority === 'low'
  if (due !== null && due <= now) return isLow ? 'low overdue' : 'medium overdue'
  if (due !== null && due - now <= SOON) return 'due soon'
  return isLow ? 'low later' : 'medium later'
}

/** Another queue for the same moment never has two of its entries the other way round: the order is total. */
export function compareHarm(a: Placed, b: Placed, now: Milliseconds): number {
  return (
    CLASSES.indexOf(harmClassOf(a, now)) - CLASSES.indexOf(harmClassOf(b, now)) ||
    (a.due ?? Number.MAX_SAFE_INTEGER) - (b.due ?? Number.MAX_SAFE_INTEGER) ||
    a.since - b.since ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

const placed = ({ id, kind, priority, due, since, owner }: WorkEntry): Placed => ({
  id,
  kind,
  priority,
  due: due === null ? null : Date.parse(due),
  since: Date.parse(since),
  isOwned: owner !== null,
})

/** What harms first, first. Pure; the order in which the entries came does not matter. */
export function inHarmOrder(entries: readonly WorkEntry[], now: Milliseconds): WorkEntry[] {
  return entries
    .map((entry) => ({ entry, at: placed(entry) }))
    .sort((a, b) => compareHarm(a.at, b.at, now))
    .map(({ entry }) => entry)
}
