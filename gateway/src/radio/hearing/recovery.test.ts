import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isDeaf,
  RECOVERY_STEPS,
  type Recovery,
  type RecoveryStep,
  recover,
  type Trouble,
  troubleOf,
} from './recovery.ts'

const TIMING = { settle: 15_000, again: 600_000 }
const ALL = () => true

/** Looks every second. */
function follow(
  trouble: (now: number) => Trouble | undefined,
  until: number,
  allowed: (step: RecoveryStep) => boolean,
) {
  let recovery: Recovery | undefined
  const steps: [number, RecoveryStep][] = []
  const deaf: number[] = []
  for (let now = 0; now <= until; now += 1_000) {
    const next = recover(recovery, trouble(now), now, TIMING, allowed)
    recovery = next.recovery
    if (next.step !== undefined) steps.push([now, next.step])
    if (isDeaf(recovery, now, TIMING)) deaf.push(now)
  }
  return { steps, deaf, recovery }
}

describe('the recovery of a radio', () => {
  it('goes from what disturbs least to what disturbs most, and says that it is deaf when two steps have not helped', () => {
    const { steps, deaf } = follow(() => 'hears-nothing', 120_000, ALL)
    expect(steps).toEqual(RECOVERY_STEPS.map((step, index) => [index * 15_000, step]))
    expect(deaf[0]).toBe(30_000)
    expect(deaf.at(-1)).toBe(120_000)
  })

  it('begins anew after a pause when all was in vain, and says all the time that it is deaf', () => {
    const { steps, deaf } = follow(() => 'hears-nothing', 1_000_000, ALL)
    expect(steps.slice(5, 7)).toEqual([
      [661_000, 'restart-discovery'],
      [676_000, 'new-filter'],
    ])
    expect(deaf).toHaveLength(1_000 - 30 + 1)
  })

  it('is over when somebody is heard', () => {
    const { steps, deaf, recovery } = follow((now) => (now < 20_000 ? 'hears-nothing' : undefined), 60_000, ALL)
    expect(steps.map(([, step]) => step)).toEqual(['restart-discovery', 'new-filter'])
    expect(deaf).toEqual([])
    expect(recovery).toBeUndefined()
  })

  it('goes on where it was when a step itself makes a trouble for a moment', () => {
    const { steps, recovery } = follow((now) => (now > 30_000 && now < 33_000 ? 'off' : 'hears-nothing'), 50_000, ALL)
    expect(steps.map(([, step]) => step)).toEqual(RECOVERY_STEPS.slice(0, 4))
    expect(recovery?.deafness).toBe(true)
  })

  it('waits first whether a refusal passes by itself', () => {
    const { steps, deaf } = follow(() => 'refused', 70_000, ALL)
    expect(steps).toEqual([
      [15_000, 'new-filter'],
      [30_000, 'power-cycle'],
      [45_000, 'new-bus'],
      [60_000, 'restart-service'],
    ])
    expect(deaf).toEqual([])
  })

  it('does not disturb what may be only a quiet home', () => {
    const { steps, deaf } = follow(() => 'quiet', 500_000, ALL)
    expect(steps.map(([, step]) => step)).toEqual(['restart-discovery', 'new-filter'])
    expect(deaf).toEqual([])
  })

  it('never takes a step that is not allowed, nor two in less than the time that a step is given', () => {
    const troubles = fc.constantFrom<Trouble | undefined>(
      'quiet',
      'hears-nothing',
      'refused',
      'off',
      'no-service',
      undefined,
    )
    fc.assert(
      fc.property(
        fc.array(troubles, { minLength: 1, maxLength: 200 }),
        fc.subarray([...RECOVERY_STEPS]),
        (all, may) => {
          const { steps } = follow(
            (now) => all[Math.floor(now / 3_000) % all.length],
            600_000,
            (step) => may.includes(step),
          )
          for (const [, step] of steps) expect(may).toContain(step)
          const sinceWell = (from: number, to: number) => all.every((each) => each !== undefined) && to - from < 15_000
          for (const [index, [at]] of steps.entries()) {
            const before = steps[index - 1]
            if (before !== undefined) expect(sinceWell(before[0], at)).toBe(false)
          }
        },
      ),
    )
  })

  it.each([
    ['listening', 'hears', undefined],
    ['listening', 'deaf', 'hears-nothing'],
    ['listening', 'quiet', 'quiet'],
    ['not-discovering', 'deaf', 'refused'],
    ['adapter-off', 'hears', 'off'],
    ['no-bluetooth', 'deaf', 'no-service'],
    ['no-bus', 'deaf', undefined],
  ] as const)('of one that is %s and %s is about %s', (state, verdict, trouble) => {
    expect(troubleOf(state, verdict)).toBe(trouble)
  })
})
