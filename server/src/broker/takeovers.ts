/** A connection that was heard so lately is alive; a network that went away takes longer to come back. */
const LIVELY_MS = 10_000
/** So many turns in so long are no network that comes and goes. */
const TURNS = 5
const SPAN_MS = 600_000
/** What a network has held back comes all at once. */
const ONE_TURN_MS = 1_000

/** A connection in whose place another has come under the same client id. */
export interface Takeover {
  readonly gateway: string
  readonly clientId: string
  /** When something last came over the one before. */
  readonly heardAt: number
}

/**
 * Tells two that are at work under one name from one that has made its connection anew: the one before had just been heard. The
 * connection on which alarms go is made anew by its gateway as soon as one is not answered, and what a network has held back of the old one
 * comes at the same moment: there it takes turns, as two that reconnect have them.
 */
export function takeoverJudge(): (takeover: Takeover, now: number) => boolean {
  const turns = new Map<string, readonly number[]>()
  return ({ gateway, clientId, heardAt }, now) => {
    if (now - heardAt > LIVELY_MS) return false
    if (clientId === gateway) return true
    const before = (turns.get(gateway) ?? []).filter((turn) => now - turn < SPAN_MS)
    if (now - (before.at(-1) ?? Number.NEGATIVE_INFINITY) < ONE_TURN_MS) return false
    const recent = [...before, now].slice(-TURNS)
    turns.set(gateway, recent)
    return recent.length === TURNS
  }
}
