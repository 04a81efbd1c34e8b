import { expect, test } from 'vitest'
import { AlertWatch } from './alert-watch.ts'

test('alerts are held against alarms one to one', () => {
  const watch = new AlertWatch()
  for (const patient of ['a', 'b', 'c']) watch.published(patient, 10)
  watch.heard('a', 12)
  watch.heard('b', 15)
  watch.heard('b', 16)
  watch.heard('z', 17)
  expect(watch.tally()).toEqual({ alarms: 3, missing: 1, doubled: 1, unknown: 1, latencies: [2, 5] })
})
