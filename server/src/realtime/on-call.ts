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
import { originIsOwn } from '../api/origin.ts'
import type { Committer } from '../commit/committer.ts'
import { may } from '../identity/permits.ts'
import type { SignedIn } from '../identity/session-store.ts'
import type { Board } from './board.ts'

export interface OnCallPorts {
  clock: Clock
  board: Board
  committer: Committer
  /** Whose session a token is. */
  session(token: string): Promise<SignedIn | undefined>
  /** The session token among a request's cookies. */
  tokenInCookies(header: string | undefined): string | undefined
  troubles(): Trouble[]
}

export interface OnCall {
  /** To every screen; each confirms for itself. */
  announce(alerts: readonly Alert[]): void
  /** Ends what a signed-out session still has open. */
  signedOut(token: string): void
  screens(): number
  close(): Promise<void>
}

interface ScreenData {
  staff: string
  token: string
}
type Screen = Socket<Record<string, never>, OnCallServerEvents, Record<string, never>, ScreenData>

interface Confirmed {
  version: number
  screens: Set<string>
}

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

  screens.use(async (socket, next) => {
    const offered: unknown = socket.handshake.auth.token
    const token = typeof offered === 'string' ? offered : ports.tokenInCookies(socket.handshake.headers.cookie)
    const signedIn = token === undefined ? undefined : await ports.session(token)
    if (token === undefined || signedIn === undefined) return next(refusal('not-signed-in'))
    if (!may(signedIn.staff.role, 'handle-alerts')) return next(refusal('not-allowed'))
    socket.data = { staff: signedIn.staff.id, token }
    const end = setTimeout(() => socket.disconnect(true), Math.min(signedIn.expiresAt - Date.now(), 2 ** 31 - 1))
    socket.once('disconnect', () => clearTimeout(end))
    next()
  })

  screens.on('connection', (screen: Screen) => {
    // In one go, so that nothing can come between the alerts and the word that these are all.
    const unresolved = ports.board.unresolved()
    for (const alert of unresolved) send(screen, alert)
    screen.emit('synchronised', {
      cursor: newUlid(ports.clock.now()),
      alerts: unresolved.map((alert) => alert.id),
    })
    screen.emit('tick', tick())
  })

  function send(screen: Screen, alert: Alert): void {
    screen.emit('alert', alert, () => confirm(screen, alert))
  }

  function confirm(screen: Screen, alert: Alert): void {
    const { staff } = screen.data
    const delivery = { alert: alert.id, version: alert.version, screen: screen.id, staff }
    ports.committer.run({ type: 'delivered', ...delivery }).catch(() => {})
    const known = confirmed.get(alert.id)
    const entry = known?.version === alert.version ? known : { version: alert.version, screens: new Set<string>() }
    confirmed.set(alert.id, entry)
    entry.screens.add(screen.id)
    if (telling.size === 0) setTimeout(tellDelivered, GATHER_MS).unref()
    telling.add(alert.id)
  }

  function tellDelivered(): void {
    for (const id of telling) {
      const { version, screens: by } = confirmed.get(id) as Confirmed
      screens.emit('delivered', { alert: id, version, screens: by.size, at: isoTime(ports.clock.now()) })
      if (!ports.board.has(id)) confirmed.delete(id)
    }
    telling.clear()
  }

  const tick = () => ({ at: isoTime(ports.clock.now()), troubles: ports.troubles() })
  const ticking = setInterval(() => screens.emit('tick', tick()), TICK_MS)

  return {
    announce(alerts) {
      for (const alert of alerts) {
        for (const screen of screens.sockets.values()) send(screen, alert)
      }
    },
    signedOut(token) {
      for (const screen of screens.sockets.values()) if (screen.data.token === token) screen.disconnect(true)
    },
    screens: () => screens.sockets.size,
    async close() {
      clearInterval(ticking)
      await io.close()
    },
  }
}

/** socket.io hands `data` to the client's `connect_error`. */
const refusal = (code: 'not-signed-in' | 'not-allowed'): Error => Object.assign(new Error(code), { data: { code } })
