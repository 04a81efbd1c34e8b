import { alertSchema, ON_CALL_NAMESPACE, type OnCallServerEvents } from '@kotisilta/contract'
import { io, type Socket } from 'socket.io-client'
import type { LiveStore } from './live-store.ts'
import type { Receipts } from './receipts.ts'

const RETRY_MS = 3_000

/**
 * Opens the live feed and tells the store what it says, for as long as it is not closed. It never gives up: also after
 * the server itself has hung up or refused, it tries again, except that `onSignedOut` is called when the session is over.
 */
export function connect(
  store: LiveStore,
  receipts: Receipts,
  { onSignedOut, onLocked }: { onSignedOut(): void; onLocked(): void },
): { close(): void } {
  const socket: Socket<OnCallServerEvents, Record<never, never>> = io(ON_CALL_NAMESPACE, {
    withCredentials: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: RETRY_MS,
    timeout: 5_000,
  })
  let retry: ReturnType<typeof setTimeout> | undefined
  const tryAgain = () => {
    clearTimeout(retry)
    retry = setTimeout(() => socket.connect(), RETRY_MS)
  }

  socket.on('connect', () => store.tell({ type: 'connected' }))
  socket.on('disconnect', () => {
    store.tell({ type: 'disconnected' })
    if (!socket.active) tryAgain()
  })
  socket.on('connect_error', (error: Error & { data?: { code?: string } }) => {
    const code = error.data?.code
    if (code === 'not-signed-in') return onSignedOut()
    store.tell({ type: code === 'not-allowed' ? 'refused' : 'disconnected' })
    if (!socket.active && code !== 'not-allowed') tryAgain()
  })
  socket.on('alert', (raw, received) => {
    const alert = alertSchema.safeParse(raw)
    if (!alert.success) return store.tell({ type: 'unreadable' })
    // A test alarm is not for people: that it came this far is all that it is for.
    if (alert.data.problem === 'test') {
      if (typeof received === 'function') received()
      return
    }
    if (typeof received === 'function') receipts.expect(alert.data.id, alert.data.version, received)
    store.tell({ type: 'alert', alert: alert.data })
  })
  socket.on('veiled', (alerts) => {
    store.tell({ type: 'veiled', alerts })
    onLocked()
  })
  socket.on('synchronised', ({ alerts }) => store.tell({ type: 'synchronised', alerts }))
  socket.on('tick', (tick) => store.tell({ type: 'tick', tick }))
  socket.on('delivered', (delivery) => store.tell({ type: 'delivered', delivery }))

  return {
    close() {
      clearTimeout(retry)
      socket.removeAllListeners()
      socket.disconnect()
    },
  }
}
