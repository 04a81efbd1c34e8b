import { type Alert, ON_CALL_NAMESPACE } from '@kotisilta/contract'
import { io } from 'socket.io-client'
import type { AlertWatch } from '../load/alert-watch.ts'

export interface OnCallScreen {
  watchWith(watch: AlertWatch): void
  close(): void
}

/** Signs in and watches the on-call board as a browser does, confirming every alert. */
export async function openOnCallScreen(
  address: string,
  account: { username: string; password: string },
): Promise<OnCallScreen> {
  const cookie = await signIn(address, account)
  const socket = io(`${address}${ON_CALL_NAMESPACE}`, { transports: ['websocket'], extraHeaders: { cookie } })
  const shown = new Map<string, number>()
  let current: AlertWatch | undefined
  let synchronised = false
  socket.on('alert', (alert: Alert, received?: () => void) => {
    const at = performance.now()
    received?.()
    // After a reconnect all unresolved alerts come again; a version that is shown already is no second alert then.
    if (!synchronised && shown.get(alert.id) === alert.version) return
    shown.set(alert.id, alert.version)
    current?.heard(alert.patient.id, at)
  })
  socket.on('disconnect', () => {
    synchronised = false
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('synchronised', () => {
      synchronised = true
      resolve()
    })
    socket.once('connect_error', reject)
  })
  return {
    watchWith(watch) {
      current = watch
    },
    close: () => socket.close(),
  }
}

export async function signIn(address: string, account: { username: string; password: string }): Promise<string> {
  const response = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  if (!response.ok) throw new Error(`signing in gave ${response.status}: ${await response.text()}`)
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  if (cookies.length === 0) throw new Error('signing in gave no cookie')
  return cookies.join('; ')
}
