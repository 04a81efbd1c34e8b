import { afterEach, describe, expect, it, vi } from 'vitest'
import { live, startLive } from './live-state.ts'
import { heardTick, serverTime } from './server-clock.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const DAY = 24 * 3_600_000

afterEach(() => vi.useRealTimers())

describe('the server clock', () => {
  it('runs on between two ticks', () => {
    const clock = heardTick(undefined, noon, 1_000)
    expect(serverTime(clock, 1_000)).toBe(noon)
    expect(serverTime(clock, 2_500)).toBe(noon + 1_500)
  })

  it('runs at the speed of real time when a tick is late or early by a fraction', () => {
    const first = heardTick(undefined, noon, 0)
    expect(heardTick(first, noon + 2_000, 2_300).rate).toBe(1)
    expect(heardTick(first, noon + 2_000, 1_700).rate).toBe(1)
  })

  it('runs as fast as a server whose time is simulated', () => {
    const first = heardTick(undefined, noon, 0)
    const second = heardTick(first, noon + 120_000, 2_000)
    expect(second.rate).toBe(60)
    expect(serverTime(second, 3_000)).toBe(noon + 180_000)
  })

  it('never runs backwards, nor guesses a speed from two ticks that came together', () => {
    const first = heardTick(undefined, noon, 0)
    expect(heardTick(first, noon - 60_000, 2_000).rate).toBe(1)
    expect(heardTick(first, noon + 2_000, 1).rate).toBe(1)
    expect(serverTime(first, -500)).toBe(noon)
  })

  it('does not mind a screen whose own clock is a day off, or is set while somebody looks: it counts right and stays live', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: noon - DAY })
    let state = live(startLive(0), { type: 'connected' }, 0)
    state = live(state, { type: 'tick', tick: { at: new Date(noon).toISOString(), troubles: [] } }, 1_000)
    state = live(state, { type: 'synchronised', alerts: [] }, 1_000)
    vi.setSystemTime(noon + DAY)
    state = live(state, { type: 'checked' }, 2_500)
    expect(state.feed.lost).toBe(false)
    expect(state.feed.clock && serverTime(state.feed.clock, 2_500)).toBe(noon + 1_500)
  })
})
