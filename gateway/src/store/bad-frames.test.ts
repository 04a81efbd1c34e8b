import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type BadFrame, badFramesIn } from './bad-frames.ts'
import { openStore, type Store } from './store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-store-'))
  store = openStore(join(folder, 'gateway.sqlite'), 0)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const unexpected = (error: unknown) => {
  throw error
}
const frame = (over: Partial<BadFrame> = {}): BadFrame => ({
  at: Date.UTC(2026, 10, 21),
  device: 'ble:c80f10a1b2c3',
  source: '2a9d',
  code: 'frame-too-short',
  bytes: Uint8Array.of(1, 2),
  ...over,
})

it('says for each device and code which frame was the first', () => {
  const frames = badFramesIn(store, unexpected)
  expect(frames.add(frame()).first).toBe(true)
  expect(frames.add(frame()).first).toBe(false)
  expect(frames.add(frame({ code: 'reserved-value' })).first).toBe(true)
  expect(frames.add(frame({ device: 'ble:000000000001' })).first).toBe(true)
  expect(frames.count()).toBe(4)
  // Nothing is left to be written when the store is closed.
  frames.flush()
})

it('keeps the last two hundred, counts them all, and cuts long ones', () => {
  const frames = badFramesIn(store, unexpected)
  for (let n = 0; n < 205; n++) frames.add(frame({ source: String(n), bytes: new Uint8Array(5_000) }))
  expect(frames.count()).toBe(205)
  const kept = frames.list()
  expect(kept).toHaveLength(200)
  expect(kept[0]).toMatchObject({ source: '204', at: Date.UTC(2026, 10, 21) })
  expect(kept.at(-1)?.source).toBe('5')
  expect(kept.every(({ bytes }) => bytes.length === 1_024)).toBe(true)
  expect(badFramesIn(store, unexpected).count()).toBe(205)
})
