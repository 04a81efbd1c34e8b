import { expect, it } from 'vitest'
import { nextVisit, type Visits } from './visits.ts'

const failed = { outcome: 'not-reached', frames: 0 } as const

it('comes back at once after a success, because a band must not be unheard for long', () => {
  expect(nextVisit(undefined, { outcome: 'ended', frames: 3 }, 1_000)).toMatchObject({ inVain: 0, notBefore: 1_500 })
})

it('waits a quarter of a second after the first failure, then twice as long each time up to half a minute', () => {
  const waits: number[] = []
  let visits: Visits | undefined
  let now = 0
  for (let n = 0; n < 10; n++) {
    visits = nextVisit(visits, failed, now)
    waits.push(visits.notBefore - now)
    now = visits.notBefore
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
})

it('begins anew with a device that has been quiet for more than a minute', () => {
  const many: Visits = { inVain: 8, notBefore: 0, endedAt: 0 }
  expect(nextVisit(many, failed, 60_000).inVain).toBe(9)
  expect(nextVisit(many, failed, 60_001).inVain).toBe(1)
})

it('counts a connection on which nothing was said as one in vain', () => {
  expect(nextVisit(undefined, { outcome: 'ended', frames: 0 }, 0).inVain).toBe(1)
})

it('looks at a device that has nothing to give only every ten minutes', () => {
  expect(nextVisit(undefined, { outcome: 'nothing-to-collect', frames: 0 }, 0).notBefore).toBe(600_000)
})
