import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { manualClock } from '@kotisilta/contract'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openStore, type Store } from './store/store.ts'
import { type TestMode, testMode } from './test-mode.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
let folder: string
let store: Store
let clock: ReturnType<typeof manualClock>
let told: number
beforeEach(() => {
  vi.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-test-mode-'))
  store = openStore(join(folder, 'gateway.sqlite'), NOW)
  clock = manualClock(NOW)
  told = 0
})
afterEach(() => {
  vi.useRealTimers()
  store.close()
  rmSync(folder, { recursive: true, force: true })
})
const begin = (): TestMode =>
  testMode({
    store,
    clock,
    log: { info: () => {} },
    storeFailed: (error) => {
      throw error
    },
    changed: () => {
      told++
    },
  })

it('ends by itself, also after a restart in the middle, and says so', () => {
  const first = begin()
  expect(first.until()).toBeUndefined()
  expect(first.set(NOW + 60_000)).toBe(true)
  first.close()
  store.close()
  store = openStore(join(folder, 'gateway.sqlite'), NOW)
  clock.advance(30_000)
  const second = begin()
  expect(second.until()).toBe('2026-11-26T08:01:00.000Z')
  told = 0
  vi.advanceTimersByTime(3_000)
  expect(told).toBe(1)
  clock.advance(30_000)
  expect(second.until()).toBeUndefined()
  vi.advanceTimersByTime(3_000)
  expect(told).toBe(2)
  vi.advanceTimersByTime(60_000)
  expect(told).toBe(2)
})

it('is over at once where somebody ended it', () => {
  const mode = begin()
  mode.set(NOW + 60_000)
  expect(mode.set(NOW)).toBe(false)
  expect(mode.until()).toBeUndefined()
})
