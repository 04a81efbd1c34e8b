import { join } from 'node:path'
import { isoTime, newUlid } from '@kotisilta/contract'
import { sqliteOutbox } from './outbox/sqlite-outbox.ts'
import { openStore } from './store/store.ts'

const TOGETHER = 5_000

/** For measurements: a gateway's folder in which so many readings of these devices, by turns, wait for the server. */
export function fillOutbox(folder: string, items: number, devices: readonly string[]): void {
  const now = Date.now()
  const store = openStore(join(folder, 'gateway.sqlite'), now)
  const outbox = sqliteOutbox(store, { bytes: 1e12 }, now)
  for (let from = 0; from < items; from += TOGETHER) {
    const entries = Array.from({ length: Math.min(TOGETHER, items - from) }, (_, index) => {
      const at = now - 30 * 86_400_000 + (from + index) * 2_500
      const reading = {
        type: 'reading',
        id: newUlid(at),
        device: devices[(from + index) % devices.length],
        kind: 'heart-rate',
        value: 60 + (index % 40),
      }
      return {
        lane: 'items',
        importance: 'normal',
        body: JSON.stringify({ ...reading, unit: '/min', at: isoTime(at), clock: 'device', quality: [] }),
      } as const
    })
    outbox.append(entries)
  }
  store.close()
}
