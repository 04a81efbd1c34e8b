import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../store/store.ts'
import type { Outbox } from './outbox.ts'
import { sqliteOutbox } from './sqlite-outbox.ts'

let folder: string
let store: Store
let outbox: Outbox
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-checkpoint-'))
  store = openStore(join(folder, 'gateway.sqlite'), 0)
  outbox = sqliteOutbox(store, { bytes: 1e9 }, 0)
  // What belongs to the making of the file is in it.
  store.database.pragma('wal_checkpoint(TRUNCATE)')
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const LARGE = JSON.stringify('x'.repeat(40_000))
const alarm = () => outbox.append([{ lane: 'urgent', importance: 'vital', body: '"help"' }])
const readings = (count: number) => {
  for (let n = 0; n < count; n++) outbox.append([{ lane: 'items', importance: 'normal', body: LARGE }])
}
const size = (suffix = '') => statSync(join(folder, `gateway.sqlite${suffix}`)).size
const turn = () => new Promise((resolve) => setTimeout(resolve, 20))

it('is never in the midst of a commit, which may be an alarm’s, nor while an alarm is on its way', async () => {
  const before = size()
  readings(28)
  alarm()
  expect(size('-wal')).toBeGreaterThan(1024 * 1024)
  expect(size()).toBe(before)
  await outbox.synced()
  await turn()
  expect(size()).toBe(before)

  outbox.acknowledge('urgent', outbox.state().epoch, { seqs: [outbox.next('urgent', 0)?.seq ?? 0] })
  await outbox.synced()
  await vi.waitFor(() => expect(size()).toBeGreaterThan(before + 1_000_000))
})

it('comes before the log is longer than the reserve has room for, whatever is on its way, and the log is cut back', async () => {
  alarm()
  for (let round = 0; round < 10; round++) {
    readings(10)
    await outbox.synced()
    await turn()
    expect(size('-wal')).toBeLessThan(3 * 1024 * 1024)
  }
  expect(size()).toBeGreaterThan(2_000_000)
  outbox.acknowledge('urgent', outbox.state().epoch, { seqs: [outbox.next('urgent', 0)?.seq ?? 0] })
  for (let round = 0; round < 3; round++) {
    readings(1)
    await outbox.synced()
    await turn()
  }
  expect(size('-wal')).toBeLessThanOrEqual(1024 * 1024 + 100_000)
})
