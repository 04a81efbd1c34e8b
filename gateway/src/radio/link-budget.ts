import type { Milliseconds } from '@kotisilta/contract'

/** Who has a connection. */
interface Link {
  readonly urgent: boolean
  readonly since: Milliseconds
  readonly spokeAt: Milliseconds
  /** It has been told to end for somebody else. */
  readonly yields: boolean
}
/** Who would like one, and was heard of late. */
interface Wish {
  readonly urgent: boolean
  readonly at: Milliseconds
}

/** Connections as they are shared out. Times by a monotonic clock. */
export interface LinkBudget {
  readonly links: ReadonlyMap<string, Link>
  readonly wishes: ReadonlyMap<string, Wish>
  /** When each last had a connection. */
  readonly served: ReadonlyMap<string, Milliseconds>
}

export const NO_LINKS: LinkBudget = { links: new Map(), wishes: new Map(), served: new Map() }

/** A device that was not heard for so long sleeps again. */
const WISH_LASTS: Milliseconds = 5_000
/** A link on which nothing was said for so long gives way to whoever waits. */
const QUIET: Milliseconds = 15_000
/** And one that has stood for so long, though it speaks: what is worn all day is back in a moment, a scale sleeps in seconds. */
const LONG: Milliseconds = 120_000

/** What is to be done about a device that is there and has something to say. */
export type Turn =
  | { readonly do: 'connect' }
  /** It waits; `end`: that connection is to give way to it. */
  | { readonly do: 'wait'; readonly end?: string }

/**
 * Whether a device that was heard may be connected to. An adapter keeps only so many connections: what can call for help comes
 * first, and of the others the one that has waited longest since its last. Pure.
 *
 * @param most connections at once
 */
export function askForLink(
  before: LinkBudget,
  device: string,
  urgent: boolean,
  now: Milliseconds,
  most: number,
): { readonly budget: LinkBudget; readonly turn: Turn } {
  const wishes = new Map([...before.wishes].filter(([, { at }]) => now - at <= WISH_LASTS))
  wishes.set(device, { urgent, at: now })
  const waiting = { ...before, wishes }
  const ahead = [...wishes.keys()].filter((other) => other !== device && comesBefore(waiting, other, device)).length
  if (before.links.size + ahead < most) {
    wishes.delete(device)
    const links = new Map(before.links).set(device, { urgent, since: now, spokeAt: now, yields: false })
    return { budget: { links, wishes, served: new Map(before.served).set(device, now) }, turn: { do: 'connect' } }
  }
  const yielding = [...before.links.values()].filter(({ yields }) => yields).length
  // A link that is on its way out is for whoever is first.
  const end = ahead < yielding ? undefined : whoYields(before, urgent, now)
  if (end === undefined) return { budget: waiting, turn: { do: 'wait' } }
  const links = new Map(before.links).set(end, { ...(before.links.get(end) as Link), yields: true })
  return { budget: { ...waiting, links }, turn: { do: 'wait', end } }
}

/** Something has come on a connection. Pure. */
export function linkSpoke(budget: LinkBudget, device: string, now: Milliseconds): LinkBudget {
  const link = budget.links.get(device)
  if (link === undefined) return budget
  return { ...budget, links: new Map(budget.links).set(device, { ...link, spokeAt: now }) }
}

/** A connection is over. Pure. */
export function linkOver(budget: LinkBudget, device: string, now: Milliseconds): LinkBudget {
  const links = new Map(budget.links)
  return links.delete(device) ? { ...budget, links, served: new Map(budget.served).set(device, now) } : budget
}

function comesBefore({ wishes, served }: LinkBudget, a: string, b: string): boolean {
  const [one, other] = [wishes.get(a) as Wish, wishes.get(b) as Wish]
  if (one.urgent !== other.urgent) return one.urgent
  const [last, otherLast] = [served.get(a) ?? Number.NEGATIVE_INFINITY, served.get(b) ?? Number.NEGATIVE_INFINITY]
  return last === otherLast ? a < b : last < otherLast
}

/** The connection that can best be missed: never one that can call for help, unless it is quiet and so can the other. */
function whoYields({ links }: LinkBudget, urgent: boolean, now: Milliseconds): string | undefined {
  const candidates = [...links].filter(([, link]) => {
    if (link.yields || (link.urgent && !urgent)) return false
    return (urgent && !link.urgent) || now - link.spokeAt >= QUIET || (!link.urgent && now - link.since >= LONG)
  })
  candidates.sort(([, a], [, b]) => Number(a.urgent) - Number(b.urgent) || a.spokeAt - b.spokeAt || a.since - b.since)
  return candidates[0]?.[0]
}
