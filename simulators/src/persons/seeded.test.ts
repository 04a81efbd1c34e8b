import fc from 'fast-check'
import { expect, test } from 'vitest'
import { between, drift, mulberry32, normal, pick, seedOf } from './seeded.ts'

test('the generator gives the numbers that Mulberry32 gives elsewhere', () => {
  // Reference values of the published C code for the seed 42.
  const random = mulberry32(42)
  expect([random(), random(), random()].map((value) => Math.round(value * 2 ** 32))).toEqual([
    2581720956, 1925393290, 3661312704,
  ])
})

test('the same words give the same chance, others another', () => {
  expect(between(0, 1, 7, 'a')).toBe(between(0, 1, 7, 'a'))
  expect(seedOf(7, 'a')).not.toBe(seedOf(7, 'b'))
  expect(seedOf(1, 2)).not.toBe(seedOf(12))
})

test('draws stay where they are said to be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
      expect(between(3, 5, seed)).toSatisfy((value: number) => value >= 3 && value < 5)
      expect(Math.abs(normal(seed))).toBeLessThanOrEqual(2.5)
      expect(['a', 'b']).toContain(pick(['a', 'b'], seed))
    }),
  )
})

test('normal draws have mean 0 and deviation 1', () => {
  const draws = Array.from({ length: 20_000 }, (_, index) => normal('draw', index))
  const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length
  const deviation = Math.sqrt(draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length)
  expect(mean).toBeCloseTo(0, 1)
  expect(deviation).toBeCloseTo(1, 1)
})

test('drift passes through its draws and does not jump between them', () => {
  expect(drift(1_000, 100, 'x')).toBe(normal('x', 10))
  const path = Array.from({ length: 1_000 }, (_, at) => drift(at, 100, 'x'))
  const steps = path.slice(1).map((value, index) => Math.abs(value - (path[index] ?? 0)))
  expect(Math.max(...steps)).toBeLessThan(0.1)
  expect(Math.max(...steps)).toBeGreaterThan(0)
})
