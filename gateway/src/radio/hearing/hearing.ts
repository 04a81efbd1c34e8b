import type { Milliseconds } from '@kotisilta/contract'

/**
 * What silence on the air means. `hears`: somebody was heard lately. `quiet`: nobody for long, where that may be all there is
 * to hear. `deaf`: nobody, where until now several were heard all the time: it is the radio.
 */
export type Verdict = 'hears' | 'quiet' | 'deaf'

export interface HearingTiming {
  /** Over how long it is counted who is heard. */
  readonly slot: Milliseconds
  /** So long a silence of several neighbours at once is no chance. */
  readonly silent: Milliseconds
  /** So long a silence is worth listening anew, even where nobody is known to be near. */
  readonly quiet: Milliseconds
  /** In so long somebody is heard in any home. */
  readonly lonely: Milliseconds
}

/**
 * Judges whether a radio hears at all, by those whom it usually hears: strangers as well as the home's own devices. A scale that
 * nobody stands on says nothing about the radio; ten neighbours that fall silent in one moment do.
 */
export interface Hearing {
  /** Listening has begun after it could not be listened: what was not heard before says nothing. */
  began(now: Milliseconds): void
  /** An advertisement, or a value over a connection. `who` is an address. */
  heard(who: string, now: Milliseconds): void
  /** Something was done that may bring hearing back: if it does at once, the silence before was no silence of the neighbours. */
  treated(now: Milliseconds): void
  judge(now: Milliseconds): Verdict
}

/** How many slots are remembered, and how many have to be known before they say what is usual. */
const REMEMBERED = 60
const KNOWN = 10
/** Whoever is heard so soon after a treatment was there all the time. */
const AT_ONCE = 1 / 4
/** Several, and often enough that their silence is no chance: at ten in a slot, one slot and a half of silence has a chance of e^-15. */
const NEIGHBOURS = 2
const TIMES = 10
/** More than these make no difference: an attacker invents addresses. */
const MOST_NEIGHBOURS = 16

interface Slot {
  readonly neighbours: number
  readonly times: number
}
const EMPTY: Slot = { neighbours: 0, times: 0 }

/** All times are of a monotonic clock. */
export function hearing({ slot, silent, quiet, lonely }: HearingTiming): Hearing {
  const past: Slot[] = []
  let neighbours = new Set<string>()
  let times = 0
  let startedAt: Milliseconds | undefined
  let lastHeard = Number.NEGATIVE_INFINITY
  let treatedAt = Number.NEGATIVE_INFINITY
  let beganAt: Milliseconds | undefined

  function keep(finished: Slot): void {
    past.push(finished)
    if (past.length > REMEMBERED) past.shift()
  }

  /** Closes the slots that are over. Silent ones are known for what they are only now that somebody is heard again. */
  function roll(now: Milliseconds): void {
    startedAt ??= now
    if (now < startedAt + slot) return
    if (times > 0) keep({ neighbours: neighbours.size, times })
    const silentSlots = Math.floor((now - startedAt) / slot) - (times > 0 ? 1 : 0)
    const wasDeaf = treatedAt > lastHeard && now - treatedAt < slot * AT_ONCE
    if (!wasDeaf) for (let each = 0; each < Math.min(silentSlots, REMEMBERED); each++) keep(EMPTY)
    startedAt += Math.floor((now - startedAt) / slot) * slot
    neighbours = new Set()
    times = 0
  }

  /** What is heard in nine slots of ten. */
  function isUsuallyHeard(): { steady: boolean; anybody: boolean } {
    if (past.length < KNOWN) return { steady: false, anybody: false }
    const tenth = Math.floor(past.length / 10)
    const low = (of: (each: Slot) => number): number => past.map(of).sort((a, b) => a - b)[tenth] ?? 0
    const usualNeighbours = low((each) => each.neighbours)
    return {
      steady: usualNeighbours >= NEIGHBOURS && low((each) => each.times) >= TIMES,
      anybody: usualNeighbours > 0,
    }
  }

  return {
    began(now) {
      beganAt = now
    },
    heard(who, now) {
      roll(now)
      lastHeard = now
      times += 1
      if (neighbours.size < MOST_NEIGHBOURS) neighbours.add(who)
    },
    treated(now) {
      treatedAt = now
    },
    judge(now) {
      if (beganAt === undefined) return 'hears'
      const silence = now - Math.max(lastHeard, beganAt)
      if (silence < silent) return 'hears'
      const { steady, anybody } = isUsuallyHeard()
      if (steady || silence >= lonely) return 'deaf'
      return silence >= (anybody ? Math.min(quiet, silent * 5) : quiet) ? 'quiet' : 'hears'
    },
  }
}
