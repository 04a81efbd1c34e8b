import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askForLink, type LinkBudget, linkOver, linkSpoke, NO_LINKS, type Turn } from './link-budget.ts'

const MOST = 2
/** Each device asks in its turn; what comes of it. */
function asking(devices: readonly [device: string, urgent: boolean, at: number][], from = NO_LINKS) {
  let budget = from
  const turns: Turn[] = []
  for (const [device, urgent, at] of devices) {
    const asked = askForLink(budget, device, urgent, at, MOST)
    budget = asked.budget
    turns.push(asked.turn)
  }
  return { budget, turns }
}
const full = (): LinkBudget =>
  asking([
    ['a', false, 0],
    ['b', false, 0],
  ]).budget

describe('the connections of an adapter', () => {
  it('are as many as it can have, and the next device waits for one to end', () => {
    const { budget, turns } = asking([
      ['a', false, 0],
      ['b', false, 0],
      ['c', false, 0],
    ])
    expect(turns.map((turn) => turn.do)).toEqual(['connect', 'connect', 'wait'])
    expect(askForLink(linkOver(budget, 'a', 100), 'c', false, 200, MOST).turn).toEqual({ do: 'connect' })
  })

  it('go to what can call for help first: another gives way at once, though it speaks', () => {
    const { budget, turns } = asking([['button', true, 100]], linkSpoke(full(), 'b', 99))
    expect(turns).toEqual([{ do: 'wait', end: 'a' }])
    // The one that waits longer does not take what was made free for the button.
    const freed = linkOver(budget, 'a', 200)
    const scale = askForLink(freed, 'scale', false, 201, MOST)
    expect(scale.turn.do).toBe('wait')
    expect(askForLink(scale.budget, 'button', true, 202, MOST).turn).toEqual({ do: 'connect' })
  })

  it('of what can call for help do not give way to a scale, and a quiet one gives way to another button', () => {
    const { budget } = asking([
      ['button', true, 0],
      ['pendant', true, 0],
    ])
    expect(askForLink(budget, 'scale', false, 3_600_000, MOST).turn).toEqual({ do: 'wait' })
    expect(askForLink(budget, 'third', true, 14_999, MOST).turn).toEqual({ do: 'wait' })
    expect(askForLink(budget, 'third', true, 15_000, MOST).turn).toMatchObject({ do: 'wait', end: 'button' })
  })

  it.each([
    [14_999, 119_999, undefined],
    [15_000, 119_999, 'a'],
    [0, 120_000, 'a'],
  ])('that was quiet for %d ms, or stood for %d, gives way to a scale: %s', (quiet, stood, end) => {
    const budget = ['a', 'b'].reduce((links, device) => linkSpoke(links, device, stood - quiet), full())
    const { turn } = askForLink(budget, 'scale', false, stood, MOST)
    expect(turn.do === 'wait' && turn.end).toBe(end)
  })

  it('are given in turn: whoever had one longest ago comes before whoever had one just now', () => {
    const after = linkOver(full(), 'a', 1_000)
    const waits = askForLink(
      { ...after, wishes: new Map([['c', { urgent: false, at: 1_000 }]]) },
      'a',
      false,
      1_001,
      MOST,
    )
    expect(waits.turn.do).toBe('wait')
    expect(askForLink(waits.budget, 'c', false, 1_002, MOST).turn.do).toBe('connect')
  })

  it('are not kept for a device that sleeps again', () => {
    const after = linkOver(full(), 'a', 1_000)
    const asleep = { ...after, wishes: new Map([['c', { urgent: true, at: 1_000 }]]) }
    expect(askForLink(asleep, 'a', false, 6_000, MOST).turn.do).toBe('wait')
    expect(askForLink(asleep, 'a', false, 6_001, MOST).turn.do).toBe('connect')
  })

  it('whatever happens are never too many, and everybody who stays there is served, the urgent within two rounds', () => {
    const step = fc.record({
      device: fc.integer({ min: 0, max: 7 }),
      does: fc.constantFrom('ask' as const, 'speak' as const, 'end' as const),
      wait: fc.integer({ min: 0, max: 20_000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), fc.integer({ min: 1, max: 5 }), (steps, most) => {
        let budget = NO_LINKS
        let now = 0
        const isUrgent = (device: number): boolean => device === 0
        const ask = (device: number): void => {
          if (budget.links.has(String(device))) return
          const asked = askForLink(budget, String(device), isUrgent(device), now, most)
          budget = asked.budget
          if (asked.turn.do === 'wait' && asked.turn.end !== undefined) {
            expect(asked.turn.end === '0' && !isUrgent(device)).toBe(false)
            budget = linkOver(budget, asked.turn.end, now)
          }
        }
        for (const { device, does, wait } of steps) {
          now += wait
          if (does === 'ask') ask(device)
          else if (does === 'speak') budget = linkSpoke(budget, String(device), now)
          else budget = linkOver(budget, String(device), now)
          expect(budget.links.size).toBeLessThanOrEqual(most)
        }
        for (let again = 0; again < 2 && !budget.links.has('0'); again++) ask(0)
        expect(budget.links.has('0')).toBe(true)
        // From now on all are there and each connection is short: within as many rounds as there are devices all had one.
        budget = linkOver(budget, '0', now)
        const served = new Set<string>()
        for (let round = 0; round < 16; round++) {
          now += 1_000
          for (let device = 1; device < 8; device++) ask(device)
          for (const link of budget.links.keys()) {
            served.add(link)
            budget = linkOver(budget, link, now)
          }
        }
        expect(served.size).toBeGreaterThanOrEqual(7)
      }),
    )
  })
})
