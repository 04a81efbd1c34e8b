import { type Alert, ON_CALL_NAMESPACE } from '@kotisilta/contract'
import { io } from 'socket.io-client'
import { signIn } from '../systems/on-call-screen.ts'

/** A signed-in on-call screen that confirms each alert and knows when it first showed one of a patient. */
export interface AlarmScreen {
  /** When the patient's first alert came, by `performance.now()`; rejects after a minute. */
  shown(patient: string): Promise<number>
  close(): void
}

const PATIENCE_MS = 60_000

export async function openAlarmScreen(
  address: string,
  account: { readonly username: string; readonly password: string },
): Promise<AlarmScreen> {
  const cookie = await signIn(address, account)
  const socket = io(`${address}${ON_CALL_NAMESPACE}`, { transports: ['websocket'], extraHeaders: { cookie } })
  const first = new Map<string, number>()
  const waiting = new Map<string, (at: number) => void>()
  socket.on('alert', ({ patient }: Alert, received?: () => void) => {
    const at = performance.now()
    received?.()
    if (first.has(patient.id)) return
    first.set(patient.id, at)
    waiting.get(patient.id)?.(at)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('synchronised', () => resolve())
    socket.once('connect_error', reject)
  })
  return {
    shown(patient) {
      const at = first.get(patient)
      if (at !== undefined) return Promise.resolve(at)
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`no alert of ${patient} within a minute`)), PATIENCE_MS)
        waiting.set(patient, (when) => {
          clearTimeout(late)
          resolve(when)
        })
      })
    },
    close: () => socket.close(),
  }
}
