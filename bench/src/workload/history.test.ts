import { expect, test } from 'vitest'
import { createFleet } from './fleet.ts'
import { inventedFleet } from './fleet-lines.ts'
import { DAY_MS, everydayDays, PER_DAY } from './history.ts'
import { seededRandom } from './random.ts'

test('a day has 403 items a patient, in the order of their times, all within the day', () => {
  const { everyday } = createFleet(inventedFleet(3, 2), 2)
  const from = Date.parse('2026-11-14T00:00:00.000Z')
  const day = everydayDays(seededRandom(1))(everyday, from)
  expect(day).toHaveLength(6 * 403)
  expect(day.map(({ at }) => at)).toEqual(day.map(({ at }) => at).sort((a, b) => a - b))
  expect(day[0]?.at).toBeGreaterThanOrEqual(from)
  expect(day.at(-1)?.at).toBeLessThan(from + DAY_MS)
  for (const [kind, count] of Object.entries(PER_DAY)) {
    expect(day.filter(({ sign }) => sign.kind === kind)).toHaveLength(6 * count)
  }
})

test('a pulse wanders by at most 3 from one measurement to the next', () => {
  const { everyday } = createFleet(inventedFleet(1, 1), 1)
  const pulses = everydayDays(seededRandom(1))(everyday, 0).flatMap(({ sign }) =>
    sign.type === 'reading' && sign.kind === 'heart-rate' ? [sign.value] : [],
  )
  expect(pulses).toHaveLength(288)
  const leaps = pulses.slice(1).map((pulse, index) => Math.abs(pulse - (pulses[index] as number)))
  expect(Math.max(...leaps)).toBe(3)
})
