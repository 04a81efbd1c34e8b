import { expect, test } from 'vitest'
import { anAlert } from '../../live/alert.fixture.ts'
import { canBeTakenBy, wantsMore } from './wants-more.ts'

const climb = { status: 'climbing', due: null, step: 1, steps: 2, nobody: false } as const
const owned = (more: object) =>
  anAlert(1, 'high', { status: 'acknowledged', owner: { id: 'aino', name: 'Aino' }, climb: { ...climb, ...more } })

test('an alert that two have to have can be taken by another than the first, until the second has it', () => {
  const once = owned({ takers: 1, wanted: 2 })
  expect([wantsMore(once), canBeTakenBy(once, 'aino'), canBeTakenBy(once, 'bo')]).toEqual([true, false, true])
  const twice = owned({ takers: 2, wanted: 2 })
  expect([wantsMore(twice), canBeTakenBy(twice, 'cia')]).toEqual([false, false])
})

test('an alert that one has to have is taken once', () => {
  expect(canBeTakenBy(owned({}), 'bo')).toBe(false)
  expect(canBeTakenBy(anAlert(1, 'high', {}), 'bo')).toBe(true)
})
