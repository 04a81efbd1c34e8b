import type { Server as HttpServer } from 'node:http'
import {
  type Alert,
  type Clock,
  isoTime,
  newUlid,
  ON_CALL_NAMESPACE,
  type OnCallServerEvents,
  TICK_MS,
  type Trouble,
} from '@kotisilta/contract'
import { Server, type Socket } from 'socket.io'
import type { Delivery } from '../alerts/delivery-store.ts'
import { originIsOwn } from '../api/origin.ts'
import type { Committer } from '../commit/committer.ts'
import type { SignedIn } from '../identity/session-store.ts'
import type { Rights } from '../policy/rights.ts'
import type { Board } from './board.ts'
import { veiledOf } from './veiled.ts'

export interface OnCallPorts {
  clock: Clock
  board: Board
  committer: Committer
  rights: Rights
  /** Whose session a token is. */
  session(token: string): Promise<SignedIn | undefined>
  /** The session token among a request's cookies. */
  tokenInCookies(header: string | undefined): string | undefined
  troubles(): Trouble[]
}

export interface OnCall {
  /** To every screen whose user may see the person; each confirms for itself. */
  announce(alerts: readonly Alert[]): void
  /** If who may see whom has changed: screens are shown what they may see now, and told to drop the rest. */
  rightsChanged(): void
  /** Ends what a session that is over still has open. */
  signedOut(session: string): void
  /** From now on this session's screens hear that there are alerts, and nothing of whom they concern. */
  locked(session: string): void
  unlocked(session: string): void
  screens(): number
  close(): Promise<void>
}

interface ScreenData {
  staff: string
  session: string
  locked: boolean
  /** Alerts that the screen has been sent and not been told to drop. */
  shown: Set<string>
}
type Screen = Socket<Record<string, never>, OnCallServerEvents, Record<string, never>, ScreenData>

interface Confirmed {
  version: number
  screens: Set<string>
}

/** How long confirmations are gathered before they are committed: two hundred screens confirm an alert within milliseconds. */
const PROVE_MS = 20
const PROOFS_AT_A_TIME = 1_000
/** How long confirmations are gathered before the screens are told their number. */
const GATHER_MS = 250

/** The on-call board's live feed (socket.io). */
export function startOnCall(http: HttpServer, ports: OnCallPorts): OnCall {
  const io = new Server<Record<string, never>, OnCallServerEvents, Record<string, never>, ScreenData>(http, {
    serveClient: false,
    allowRequest: (request, decide) => {
      const allowed = originIsOwn(request.headers.origin, request.headers.host)
      decide(allowed ? null : 'origin-refused', allowed)
    },
  })
  const screens = io.of(ON_CALL_NAMESPACE)
  /** By alert: which screens have its newest version. */
  const confirmed = new Map<string, Confirmed>()
  const telling = new Set<string>()
  const proofs: Delivery[] = []
  let rightsVersion = ports.rights.version(ports.clock.now())

  screens.use(async (socket, next) => {
    const offered: unknown = socket.handshake.auth.token
    const token = typeof offered === 'string' ? offered : ports.tokenInCookies(socket.handshake.headers.cookie)
    const signedIn = token === undefined ? undefined : await ports.session(token)
    if (token === undefined || signedIn === undefined) return next(refusal('not-signed-in'))
    ports.rights.refresh()
    if (signedIn.needsFactor) return next(refusal('not-allowed'))
    if (!hears(signedIn.staff.id)) {
      const refused = {
        staff: signedIn.staff.id,
        patient: null,
        action: 'refused',
        detail: 'hear-alerts',
        ground: null,
      }
      ports.committer.look(refused).catch(() => {})
      return next(refusal('not-allowed'))
    }
    socket.data = { staff: signedIn.staff.id, session: signedIn.id, locked: signedIn.locked, shown: new Set() }
    const end = setTimeout(() => socket.disconnect(true), Math.min(signedIn.expiresAt - Date.now(), 2 ** 31 - 1))
    socket.once('disconnect', () => clearTimeout(end))
    next()
  })

  screens.on('connection', (screen: Screen) => {
    synchronise(screen, () => true)
    screen.emit('tick', tick())
  })

  const screensOf = (session: string) => [...screens.sockets.values()].filter(({ data }) => data.session === session)

  const hears = (staff: string): boolean =>
    ports.rights.decide(staff, 'hear-alerts', undefined, ports.clock.now()).allowed
  const sees = (screen: Screen, alert: Alert): boolean =>
    ports.rights.decide(screen.data.staff, 'handle-alerts', alert.patient.id, ports.clock.now()).allowed

  /** In one go, so that nothing can come between the alerts and the word that these are all. */
  function synchronise(screen: Screen, isToBeSent: (alert: Alert) => boolean): void {
    const seen = ports.board.unresolved().filter((alert) => sees(screen, alert))
    const alerts = seen.map((alert) => alert.id)
    if (screen.data.locked) screen.emit('veiled', veiledOf(seen))
    else for (const alert of seen.filter(isToBeSent)) send(screen, alert)
    screen.data.shown = new Set(alerts)
    screen.emit('synchronised', { cursor: newUlid(ports.clock.now()), alerts })
  }

  function rightsChanged(): void {
    ports.rights.refresh()
    const version = ports.rights.version(ports.clock.now())
    if (version === rightsVersion) return
    rightsVersion = version
    for (const screen of screens.sockets.values()) {
      if (!hears(screen.data.staff)) {
        screen.disconnect(true)
        continue
      }
      const { shown } = screen.data
      const seen = ports.board.unresolved().filter((alert) => sees(screen, alert))
      const same = seen.length === shown.size && seen.every(({ id }) => shown.has(id))
      if (!same) synchronise(screen, ({ id }) => !shown.has(id))
    }
  }

  function send(screen: Screen, alert: Alert): void {
    if (alert.status === 'resolved') screen.data.shown.delete(alert.id)
    else screen.data.shown.add(alert.id)
    screen.emit('alert', alert, () => confirm(screen, alert))
  }

  function confirm(screen: Screen, alert: Alert): void {
    const { staff, locked } = screen.data
    // Nobody sees an alert on a locked screen, whatever the page says; when it is opened everything is sent again.
    if (locked) return
    if (proofs.length === 0) setTimeout(prove, PROVE_MS)
    proofs.push({ alert: alert.id, version: alert.version, screen: screen.id, staff })
    if (alert.problem === 'test' && alert.status !== 'resolved') {
      const proved = { alert: alert.id, patient: alert.patient.id, staff }
      ports.committer.run({ type: 'alive-test', action: 'proved', ...proved }).catch(() => {})
    }
    const known = confirmed.get(alert.id)
    const entry = known?.version === alert.version ? known : { version: alert.version, screens: new Set<string>() }
    confirmed.set(alert.id, entry)
    entry.screens.add(screen.id)
    if (telling.size === 0) setTimeout(tellDelivered, GATHER_MS).unref()
    telling.add(alert.id)
  }

  function prove(): void {
    while (proofs.length > 0) {
      const deliveries = proofs.splice(0, PROOFS_AT_A_TIME)
      ports.committer.run({ type: 'delivered', deliveries }).catch(() => {})
    }
  }

  let tellingLocked = false
  function tellLocked(): void {
    if (tellingLocked) return
    tellingLocked = true
    setTimeout(() => {
      tellingLocked = false
      for (const screen of screens.sockets.values()) {
        if (!screen.data.locked) continue
        const seen = ports.board.unresolved().filter((alert) => sees(screen, alert))
        screen.emit('veiled', veiledOf(seen))
      }
    }, GATHER_MS).unref()
  }

  function tellDelivered(): void {
    for (const id of telling) {
      const { version, screens: by } = confirmed.get(id) as Confirmed
      const delivery = { alert: id, version, screens: by.size, at: isoTime(ports.clock.now()) }
      // To a room each: so it is written out once, and not for each of hundreds.
      if (by.size > 0) screens.to([...by]).emit('delivered', delivery)
      if (!ports.board.has(id)) confirmed.delete(id)
    }
    telling.clear()
  }

  const tick = () => ({ at: isoTime(ports.clock.now()), troubles: ports.troubles() })
  const ticking = setInterval(() => {
    rightsChanged()
    screens.emit('tick', tick())
  }, TICK_MS)

  return {
    announce(alerts) {
      ports.rights.refresh()
      for (const alert of alerts) {
        for (const screen of screens.sockets.values())
          if (!screen.data.locked && sees(screen, alert)) send(screen, alert)
      }
      if (alerts.length > 0) tellLocked()
    },
    rightsChanged,
    signedOut(session) {
      for (const screen of screensOf(session)) screen.disconnect(true)
    },
    locked(session) {
      for (const screen of screensOf(session)) {
        screen.data.locked = true
        synchronise(screen, () => true)
      }
    },
    unlocked(session) {
      for (const screen of screensOf(session)) {
        screen.data.locked = false
        synchronise(screen, () => true)
      }
    },
    screens: () => screens.sockets.size,
    async close() {
      clearInterval(ticking)
      prove()
      await io.close()
    },
  }
}

/** socket.io hands `data` to the client's `connect_error`. */
const refusal = (code: 'not-signed-in' | 'not-allowed'): Error => Object.assign(new Error(code), { data: { code } })
