import { newUlid } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { IdentityEntry } from './changes.ts'
import { type CookieNames, cookieIn, cookieNames } from './cookie.ts'
import { hashToken, newToken, type SessionStore, type SignedIn, type SignInMethod } from './session-store.ts'
import type { IdentitySettings } from './settings.ts'
import type { StaffStore } from './staff-store.ts'

const HOUR = 3_600_000
/** A use is written down at most this often, and often enough for the time that a session may lie idle. */
const NOTE_USE_MS = 60_000
const TOKEN = /^[\w-]{43}$/

/** Where a request comes from. */
export interface Arrival {
  address: string
  /** The browser in short. */
  agent: string
  /** The request's `Cookie` header. */
  cookies: string | undefined
}

export interface Opened {
  token: string
  session: SignedIn
  /** The screen's own token, for a cookie of its own. */
  screenToken: string
}

interface OpenOptions {
  needsFactor?: boolean
  providerSession?: string | undefined
  providerToken?: string | undefined
}

/**
 * Sessions: opened, found, ended. They end by the machine's own clock: security has nothing to do with a demo's fast
 * time.
 */
export interface Sessions {
  readonly cookies: CookieNames
  find(token: string): Promise<SignedIn | undefined>
  tokenInCookies(header: string | undefined): string | undefined
  /** The screen that a request comes from, if it has been here before. */
  screenOf(arrival: Arrival): Uint8Array | undefined
  /** A new token for a person who has proved who they are. What was open here before is closed, or parked on a shared tablet. */
  open(staff: string, method: SignInMethod, arrival: Arrival, options?: OpenOptions): Promise<Opened>
  /** Ends sessions, and at once what they have open elsewhere. */
  close(ids: string[], log?: IdentityEntry): Promise<void>
}

export interface SessionPorts {
  committer: Committer
  staff: StaffStore
  store: SessionStore
  settings: IdentitySettings
  /** Ends what a session has open elsewhere: its feed. */
  cut(session: string): void
}

export function sessions({ committer, staff: accounts, store, settings, cut }: SessionPorts): Sessions {
  const cookies = cookieNames(settings.secure)
  const noted = new Map<string, number>()
  const noteEvery = Math.min(NOTE_USE_MS, settings.idleMinutes * 15_000)

  function noteUse({ id, lastUsedAt }: SignedIn, now: number): void {
    if (now - Math.max(lastUsedAt, noted.get(id) ?? 0) < noteEvery) return
    if (noted.size > 10_000) noted.clear()
    noted.set(id, now)
    committer.run({ type: 'identity', change: { type: 'session-used', id, at: now } }).catch(() => {})
  }

  const tokenInCookies = (header: string | undefined) => cookieIn(header, cookies.session)
  const screenToken = ({ cookies: header }: Arrival) => {
    const token = cookieIn(header, cookies.screen)
    return token !== undefined && TOKEN.test(token) ? token : undefined
  }

  /** What becomes of the session that this browser had until now. */
  async function before(arrival: Arrival, screen: Uint8Array, now: number) {
    const token = tokenInCookies(arrival.cookies)
    const current = token === undefined ? undefined : await store.find(token, now)
    if (current === undefined) return {}
    const shared = (await accounts.screenKind(screen)) === 'tablet'
    return shared ? { parks: current.id } : { closes: current.id }
  }

  return {
    cookies,
    tokenInCookies,
    async find(token) {
      const now = Date.now()
      const session = await store.find(token, now)
      if (session !== undefined) noteUse(session, now)
      return session
    },
    screenOf(arrival) {
      const token = screenToken(arrival)
      return token === undefined ? undefined : hashToken(token)
    },
    async open(staff, method, arrival, options = {}) {
      const now = Date.now()
      const token = newToken()
      const here = screenToken(arrival) ?? newToken()
      const screen = hashToken(here)
      const earlier = await before(arrival, screen, now)
      const replaced = (await store.onScreen(screen, now)).filter((session) => session.staff.id === staff)
      const { needsFactor = false, providerSession, providerToken } = options
      const session = {
        id: newUlid(now),
        tokenHash: hashToken(token),
        staff,
        screen,
        method,
        now,
        expiresAt: now + Math.round(settings.sessionHours * HOUR),
        needsFactor,
        address: arrival.address,
        agent: arrival.agent,
        providerSession,
        providerToken,
      }
      const log = { staff, action: 'signed-in', detail: `${method} ${arrival.address}` }
      await committer.run({ type: 'identity', change: { type: 'session-opened', session, ...earlier, log } })
      for (const id of [earlier.parks, earlier.closes, ...replaced.map((session) => session.id)])
        if (id !== undefined) cut(id)
      const opened = await store.find(token, now)
      if (opened === undefined) throw new Error('a session that was just opened is not there')
      return { token, session: opened, screenToken: here }
    },
    async close(ids, log) {
      await committer.run({ type: 'identity', change: { type: 'sessions-closed', ids, ...(log && { log }) } })
      for (const id of ids) cut(id)
    },
  }
}
