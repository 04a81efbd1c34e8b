import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alertId, anAlert, byId } from './alert.fixture.ts'
import { EMPTY_QUEUE, follow, isSettled, neighbour, settle, shownOrder } from './queue.ts'

const ids = (...numbers: number[]) => numbers.map(alertId)

describe('the order of the board', () => {
  it('puts harm first, then the longest wait, and what somebody has after what nobody has', () => {
    const alerts = byId(
      anAlert(1, 'low'),
      anAlert(2, 'high', { status: 'acknowledged', owner: { id: 'u', name: 'Aino' } }),
      anAlert(3, 'medium'),
      anAlert(5, 'high'),
      anAlert(4, 'high'),
    )
    expect(settle(alerts).settled).toEqual(ids(4, 5, 3, 1, 2))
  })

  it('leaves out what is resolved', () => {
    expect(settle(byId(anAlert(1), anAlert(2, 'high', { status: 'resolved' }))).settled).toEqual(ids(1))
  })
})

describe('a queue that is being looked at', () => {
  const standing = settle(byId(anAlert(1, 'medium'), anAlert(2, 'medium')))

  it('lets a worse newcomer wait above the anchor and moves nothing', () => {
    const queue = follow(standing, byId(anAlert(1, 'medium'), anAlert(2, 'medium'), anAlert(3, 'high')))
    expect(queue).toEqual({ settled: ids(1, 2), arrived: ids(3) })
  })

  it('adds a milder newcomer at the end, where it pushes nothing', () => {
    const queue = follow(standing, byId(anAlert(1, 'medium'), anAlert(2, 'medium'), anAlert(3, 'low')))
    expect(queue).toEqual({ settled: ids(1, 2, 3), arrived: [] })
  })

  it('keeps the place of one that is taken, got worse, or was resolved', () => {
    const alerts = byId(anAlert(1, 'medium', { status: 'resolved', version: 2 }), anAlert(2, 'high', { version: 2 }))
    expect(follow(standing, alerts).settled).toEqual(ids(1, 2))
    expect(isSettled(follow(standing, alerts), alerts)).toBe(false)
    expect(settle(alerts).settled).toEqual(ids(2))
  })

  it('orders several newcomers among themselves by harm', () => {
    const one = byId(anAlert(1, 'medium'), anAlert(2, 'medium'), anAlert(5, 'high'))
    const two = byId(...one.values(), anAlert(4, 'high'))
    expect(follow(follow(standing, one), two).arrived).toEqual(ids(4, 5))
  })

  it('lets go of what the server no longer knows', () => {
    expect(follow(standing, byId(anAlert(2, 'medium'))).settled).toEqual(ids(2))
  })

  it('shows a resolved newcomer until the board settles, and never brings one in that came resolved', () => {
    const arrived = follow(standing, byId(anAlert(1, 'medium'), anAlert(2, 'medium'), anAlert(3, 'high')))
    const resolved = byId(anAlert(1, 'medium'), anAlert(2, 'medium'), anAlert(3, 'high', { status: 'resolved' }))
    expect(follow(arrived, resolved).arrived).toEqual(ids(3))
    expect(follow(standing, resolved).arrived).toEqual([])
  })

  it('moves by one and stops at both ends', () => {
    const queue = { settled: ids(1, 2), arrived: ids(3) }
    expect(neighbour(queue, alertId(3), 1)).toBe(alertId(1))
    expect(neighbour(queue, alertId(2), 1)).toBe(alertId(2))
    expect(neighbour(queue, alertId(3), -1)).toBe(alertId(3))
    expect(neighbour(queue, undefined, 1)).toBe(alertId(3))
    expect(neighbour(EMPTY_QUEUE, undefined, 1)).toBeUndefined()
  })

  it('never moves a settled row and shows every unresolved alert once, whatever comes in whatever order', () => {
    const change = fc.record({
      n: fc.integer({ min: 0, max: 12 }),
      priority: fc.constantFrom('high', 'medium', 'low'),
      status: fc.constantFrom('open', 'acknowledged', 'resolved'),
    })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), (changes) => {
        const alerts = byId()
        let queue = EMPTY_QUEUE
        for (const { n, priority, status } of changes) {
          alerts.set(alertId(n), anAlert(n, priority, { status }))
          const next = follow(queue, alerts)
          expect(next.settled.slice(0, queue.settled.length)).toEqual(queue.settled)
          queue = next
        }
        const shown = shownOrder(queue)
        expect(new Set(shown).size).toBe(shown.length)
        for (const alert of alerts.values()) {
          if (alert.status !== 'resolved') expect(shown).toContain(alert.id)
        }
      }),
    )
  })
})
