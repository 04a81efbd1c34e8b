import { MESSAGE_BYTES } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { FIRST_PACE, nextPace, type Pace } from './pace.ts'

/** A line that carries so many bytes in a second, as the acknowledgements show it once `window` messages are in flight. */
function settled(bytesPerSecond: number): Pace {
  let pace = FIRST_PACE
  for (let message = 0; message < 200; message++) {
    const took = ((pace.bytes * pace.window) / bytesPerSecond) * 1_000
    pace = nextPace(pace, { took, bytes: pace.bytes, window: 16 })
  }
  return pace
}

it('a good line carries whole messages, sixteen at a time', () => {
  expect(settled(50e6)).toEqual({ window: 16, bytes: MESSAGE_BYTES })
})

it('on a slow line no more is in flight than it carries in a few seconds, so that a keepalive gets through', () => {
  for (const bytesPerSecond of [2_000, 12_000, 60_000]) {
    const { window, bytes } = settled(bytesPerSecond)
    expect((window * bytes) / bytesPerSecond).toBeLessThan(30)
  }
  expect(settled(500)).toEqual({ window: 1, bytes: 4_096 })
})
