import type { ScreenKind, ScreenPeople, Unlock } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { FactorChecks } from './factor-checks.ts'
import type { FactorStore } from './factor-store.ts'
import type { Guesses } from './guesses.ts'
import { isRefused, type Refused, refused } from './outcome.ts'
import { authenticationOptions, type Site } from './passkeys.ts'
import { secretMatches } from './passwords.ts'
import { Pending } from './pending.ts'
import { PIN_TRIES } from './pin.ts'
import { hashToken, newToken, type SessionStore, type SignedIn } from './session-store.ts'
import type { Arrival, Sessions } from './sessions.ts'
import type { StaffStore } from './staff-store.ts'

const CHALLENGE_MS = 5 * 60_000

/** Locking a screen, and who may open it again: those who have signed in there in full in this shift. */
export interface Screens {
  kind(screen: Uint8Array | null): Promise<ScreenKind | null>
  setKind(session: SignedIn, kind: ScreenKind): Promise<void>
  people(arrival: Arrival): Promise<ScreenPeople>
  lock(session: SignedIn): Promise<void>
  unlockOptions(arrival: Arrival, session: string, site: Site): Promise<Refused | { options: object }>
  /** A new token for a session that is locked or parked at this screen; the one before it there is parked. */
  unlock(arrival: Arrival, wanted: Unlock, site: Site): Promise<Refused | { token: string; session: SignedIn }>
}

export interface ScreenPorts {
  committer: Committer
  staff: StaffStore
  store: SessionStore
  sessions: Sessions
  factors: FactorStore
  checks: FactorChecks
  guesses: Guesses
  /** What is to happen to a session's feed. */
  locked(session: string): void
  unlocked(session: string): void
  cut(session: string): void
}

export function screens(ports: ScreenPorts): Screens {
  const { committer, staff, store, sessions, factors, checks, guesses, locked, unlocked, cut } = ports
  const challenges = new Pending<string>(CHALLENGE_MS)

  async function parkedHere(arrival: Arrival, id: string): Promise<SignedIn | undefined> {
    const screen = sessions.screenOf(arrival)
    const session = screen && (await store.byId(id, Date.now()))
    return session?.screen && screen && Buffer.from(session.screen).equals(screen) ? session : undefined
  }

  async function currentOf(arrival: Arrival): Promise<SignedIn | undefined> {
    const token = sessions.tokenInCookies(arrival.cookies)
    return token === undefined ? undefined : store.find(token, Date.now())
  }

  /** True, or why not. `verified`: proven in full, not by a PIN. */
  async function proven(
    session: SignedIn,
    how: Unlock['with'],
    arrival: Arrival,
    site: Site,
  ): Promise<Refused | { verified: boolean }> {
    const now = Date.now()
    const row = await staff.row(session.staff.id)
    const note = (action: string) => ({ staff: session.staff.id, action, detail: arrival.address })
    if ('pin' in how) {
      // Counted first: many tries at the same moment are no more than the same number one after the other.
      const tried = await committer.run({
        type: 'identity',
        change: { type: 'pin-tried', id: session.id, most: PIN_TRIES },
      })
      if (!tried.done) return refused(tried.code)
      if (await secretMatches(row?.pin_hash, how.pin)) return { verified: false }
      await committer.run({ type: 'identity', change: { type: 'noted', log: note('unlock-failed') } })
      return refused(session.wrongPins + 1 >= PIN_TRIES ? 'pin-blocked' : 'pin-wrong')
    }
    const account = `unlock ${session.staff.id}`
    const guess = guesses.begin(account, arrival.address, now)
    if (isRefused(guess)) return guess
    const challenge = challenges.take(session.id, now)
    const right =
      'password' in how
        ? await secretMatches(row?.password_hash, how.password)
        : challenge !== undefined && (await checks.passkeyOwner(how.passkey, challenge, site, now)) === session.staff.id
    if (right) {
      guesses.right(account, arrival.address)
      return { verified: true }
    }
    await committer.run({ type: 'identity', change: { type: 'noted', log: note('unlock-failed') } })
    return refused('sign-in-failed')
  }

  return {
    async kind(screen) {
      return screen === null ? null : (((await staff.screenKind(screen)) as ScreenKind | undefined) ?? null)
    },
    async setKind({ screen, staff: { id: by } }, kind) {
      if (screen === null) return
      const log = { staff: by, action: 'screen-set', detail: kind }
      await committer.run({ type: 'identity', change: { type: 'screen-set', screen, kind, by, at: Date.now(), log } })
    },
    async people(arrival) {
      const screen = sessions.screenOf(arrival)
      if (screen === undefined) return { kind: null, people: [] }
      const current = await currentOf(arrival)
      const here = await store.onScreen(screen, Date.now())
      return {
        kind: ((await staff.screenKind(screen)) as ScreenKind | undefined) ?? null,
        people: await Promise.all(
          here.map(async ({ id, staff: { id: person, name, role }, wrongPins }) => {
            const row = await staff.row(person)
            const passkeys = (await factors.of(person)).some(({ kind }) => kind === 'passkey')
            const ways = [
              ...(row?.pin_hash != null && wrongPins < PIN_TRIES ? (['pin'] as const) : []),
              ...(row?.password_hash ? (['password'] as const) : []),
              ...(passkeys ? (['passkey'] as const) : []),
            ]
            return { session: id, name, role, current: id === current?.id, ways }
          }),
        ),
      }
    },
    async lock(session) {
      if (session.locked) return
      locked(session.id)
      const log = { staff: session.staff.id, action: 'screen-locked' }
      await committer.run({ type: 'identity', change: { type: 'session-locked', id: session.id, at: Date.now(), log } })
    },
    async unlockOptions(arrival, id, site) {
      const session = await parkedHere(arrival, id)
      if (session === undefined) return refused('not-found')
      const known = (await factors.of(session.staff.id)).filter(({ kind }) => kind === 'passkey')
      const options = await authenticationOptions(site, known)
      challenges.put(options.challenge, Date.now(), id)
      return { options }
    },
    async unlock(arrival, { session: id, with: how }, site) {
      const session = await parkedHere(arrival, id)
      if (session === undefined) return refused('not-found')
      const proof = await proven(session, how, arrival, site)
      if ('refused' in proof) return proof
      const current = await currentOf(arrival)
      const parks = current !== undefined && current.id !== id ? current.id : undefined
      const token = newToken()
      const log = { staff: session.staff.id, action: parks === undefined ? 'screen-unlocked' : 'screen-switched' }
      const change = { type: 'session-unlocked', id, tokenHash: hashToken(token), at: Date.now(), parks, log } as const
      await committer.run({ type: 'identity', change: { ...change, verified: proof.verified } })
      if (parks !== undefined) cut(parks)
      unlocked(id)
      const opened = await store.find(token, Date.now())
      return opened === undefined ? refused('not-found') : { token, session: opened }
    },
  }
}
