import fc from 'fast-check'
import { expect, it } from 'vitest'
import { allowanceOf, perDevice, roomOf } from './allowance.ts'

it('lets a burst through at once, and then so many in a second', () => {
  const wait = allowanceOf({ burst: 3, perSecond: 10 })
  expect([0, 0, 0, 0, 0].map(wait)).toEqual([0, 0, 0, 100, 200])
  expect(wait(1_000)).toBe(0)
})

it('never lets more through than the burst and the rate, whatever comes when, and keeps the order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(200), { minLength: 1, maxLength: 300 }), (gaps) => {
      const wait = allowanceOf({ burst: 5, perSecond: 10 })
      let now = 0
      let last = 0
      const times = gaps.map((gap) => {
        now += gap
        const at = now + wait(now)
        expect(at).toBeGreaterThanOrEqual(last - 1e-6)
        last = at
        return at
      })
      times.forEach((at, index) => {
        expect(index + 1).toBeLessThanOrEqual(5 + (at / 1_000) * 10 + 1e-6)
      })
    }),
  )
})

it('leaves out what has no room, and remembers nothing of it once there is room again', () => {
  const hasRoom = roomOf({ burst: 2, perSecond: 10 })
  expect(Array.from({ length: 1_000 }, () => hasRoom(0)).filter(Boolean)).toHaveLength(2)
  expect([100, 100].map(hasRoom)).toEqual([true, false])
})

it('counts each device by itself, also after it has gone and come again', () => {
  const hasRoom = perDevice(() => roomOf({ burst: 1, perSecond: 1 }))
  expect(['band', 'scale', 'band', 'scale', 'robot'].map((device) => hasRoom(device, 0))).toEqual([
    true,
    true,
    false,
    false,
    true,
  ])
  for (let stranger = 0; stranger < 150; stranger++) hasRoom(`stranger ${stranger}`, 0)
  expect(hasRoom('band', 500)).toBe(false)
})
