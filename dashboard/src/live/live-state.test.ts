import type { Milliseconds } from '@kotisilta/contract'
import { describe, expect, it } from 'vitest'
import { alertId, anAlert } from './alert.fixture.ts'
import { feedStatus, SILENCE_MS } from './feed.ts'
import { type LiveEvent, type LiveState, live, startLive } from './live-state.ts'

const at = '2026-11-21T00:14:00.000Z'
const tick: LiveEvent = { type: 'tick', tick: { at, troubles: [] } }
const connected: LiveEvent = { type: 'connected' }
const disconnected: LiveEvent = { type: 'disconnected' }
const checked: LiveEvent = { type: 'checked' }
const nothingOpen: LiveEvent = { type: 'synchronised', alerts: [] }

/** Each event one millisecond after the last, unless a number says how long to wait first. */
function after(...steps: (LiveEvent | Milliseconds)[]): LiveState {
  let now = 0
  let state = startLive(now)
  for (const step of steps) {
    if (typeof step === 'number') now += step
    else state = live(state, step, ++now)
  }
  return state
}

describe('the feed', () => {
  it('is live only when the board is complete and the server has told the time', () => {
    expect(feedStatus(after(connected).feed)).toBe('connecting')
    expect(feedStatus(after(connected, tick).feed)).toBe('connecting')
    expect(feedStatus(after(connected, nothingOpen).feed)).toBe('connecting')
    expect(feedStatus(after(connected, nothingOpen, tick).feed)).toBe('live')
  })

  it('is lost when nothing has been heard for just under five seconds, and not before', () => {
    const open = [connected, nothingOpen, tick] as const
    expect(feedStatus(after(...open, SILENCE_MS - 2, checked).feed)).toBe('live')
    const lost = after(...open, SILENCE_MS - 1, checked)
    expect(feedStatus(lost.feed)).toBe('lost')
    expect(lost.feed.heardAt).toBe(Date.parse(at))
    expect(SILENCE_MS).toBeLessThan(5_000)
  })

  it('counts an alert as a word', () => {
    const alert: LiveEvent = { type: 'alert', alert: anAlert(1) }
    const state = after(connected, nothingOpen, tick, 4_000, alert, 4_000, checked)
    expect(feedStatus(state.feed)).toBe('live')
    expect(state.feed.heardAt).toBe(Date.parse(at) + 4_001)
  })

  it('is lost at once when the connection breaks, and stays so until the board is complete again', () => {
    const open = [connected, nothingOpen, tick, disconnected] as const
    expect(feedStatus(after(...open).feed)).toBe('lost')
    expect(feedStatus(after(...open, connected, tick).feed)).toBe('lost')
    expect(feedStatus(after(...open, connected, tick, nothingOpen).feed)).toBe('live')
  })

  it('comes back after a pause in the same connection', () => {
    const state = after(connected, nothingOpen, tick, 6_000, checked, tick)
    expect(feedStatus(state.feed)).toBe('live')
  })

  it('is lost when the server never answers at all', () => {
    const state = after(SILENCE_MS, checked)
    expect(feedStatus(state.feed)).toBe('lost')
    expect(state.feed.heardAt).toBeUndefined()
  })

  it('is not lost for an account that gets none', () => {
    expect(feedStatus(after({ type: 'refused' }, 60_000, checked).feed)).toBe('refused')
  })

  it('carries what is wrong with the server', () => {
    const trouble: LiveEvent = { type: 'tick', tick: { at, troubles: ['storage-full'] } }
    expect(after(connected, trouble).feed.troubles).toEqual(['storage-full'])
    expect(after(connected, trouble, tick).feed.troubles).toEqual([])
  })
})

describe('the alerts held', () => {
  it('ignores a version that is not newer', () => {
    const taken = anAlert(1, 'high', { version: 3, status: 'acknowledged', owner: { id: 'u', name: 'Aino' } })
    const state = after(
      { type: 'alert', alert: taken },
      { type: 'alert', alert: anAlert(1, 'high', { version: 2 }) },
      { type: 'answer', alert: anAlert(1, 'high', { version: 3 }) },
    )
    expect(state.alerts.get(alertId(1))).toEqual(taken)
  })

  it('drops what is not among those that the server says are open', () => {
    const state = after(
      { type: 'alert', alert: anAlert(1) },
      { type: 'alert', alert: anAlert(2) },
      { type: 'delivered', delivery: { alert: alertId(1), version: 1, screens: 2, at } },
      { type: 'synchronised', alerts: [alertId(2)] },
    )
    expect([...state.alerts.keys()]).toEqual([alertId(2)])
    expect(state.deliveries.size).toBe(0)
    expect(state.queue.settled).toEqual([alertId(2)])
  })

  it('keeps a resolved one where it stood until the board settles', () => {
    const resolved = anAlert(1, 'high', { version: 2, status: 'resolved' })
    const state = after({ type: 'alert', alert: anAlert(1) }, { type: 'synchronised', alerts: [alertId(1)] })
    const done = live(state, { type: 'alert', alert: resolved }, 10)
    expect(done.queue.settled).toEqual([alertId(1)])
    expect(live(done, { type: 'settled' }, 11).queue.settled).toEqual([])
  })

  it('does not put on the board what was resolved before this screen knew of it', () => {
    const resolved: LiveEvent = { type: 'alert', alert: anAlert(1, 'high', { status: 'resolved' }) }
    const state = after(connected, nothingOpen, resolved)
    expect(state.queue).toEqual({ settled: [], arrived: [] })
    expect(state.news).toEqual([])
  })

  it('counts the screens of the newest version only', () => {
    const delivered = (version: number, screens: number): LiveEvent => ({
      type: 'delivered',
      delivery: { alert: alertId(1), version, screens, at },
    })
    expect(after(delivered(2, 1), delivered(1, 5)).deliveries.get(alertId(1))?.screens).toBe(1)
    expect(after(delivered(2, 1), delivered(2, 3)).deliveries.get(alertId(1))?.screens).toBe(3)
  })
})

describe('the news', () => {
  const alert = (...change: Parameters<typeof anAlert>): LiveEvent => ({ type: 'alert', alert: anAlert(...change) })

  it('is silent about what was open before the screen was', () => {
    expect(after(connected, alert(1), { type: 'synchronised', alerts: [alertId(1)] }).news).toEqual([])
  })

  it('tells of a new alert, of one that got worse and of one that came back', () => {
    const state = after(
      connected,
      nothingOpen,
      alert(1, 'medium'),
      alert(1, 'high', { version: 2 }),
      alert(1, 'high', { version: 3, status: 'acknowledged' }),
      alert(1, 'high', { version: 4, status: 'open' }),
    )
    expect(state.news.map(({ version, change }) => [version, change])).toEqual([
      [1, 'new'],
      [2, 'worse'],
      [4, 'worse'],
    ])
  })

  it('is silent about a note', () => {
    expect(after(connected, nothingOpen, alert(1), alert(1, 'high', { version: 2 })).news).toHaveLength(1)
  })
})
