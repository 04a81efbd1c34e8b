import { type Item, type Plan, planSchema, type Reading, type ReadingKind } from '@kotisilta/contract'
import fc from 'fast-check'
import { hours, reading } from './example-items.ts'

/** For properties: a plan under which the items below often mean something. */
export const watchful: Plan = planSchema.parse({
  news2: { consciousness: 'A' },
  limits: [
    { kind: 'heart-rate', red: { low: 40, high: 130 }, yellow: { low: 50, high: 110 } },
    { kind: 'blood-pressure', component: 'systolic', red: { low: 90, high: 180 }, yellow: { low: 100, high: 160 } },
    { kind: 'blood-glucose', red: { low: 3 }, yellow: { low: 4 } },
    { kind: 'body-weight', yellow: { low: 70, high: 76 } },
  ],
})

interface Sketch {
  kind: ReadingKind
  value: NonNullable<Reading['value'] | Reading['components']>
  quality: string[]
}

const quality = fc.oneof(
  { weight: 9, arbitrary: fc.constant<string[]>([]) },
  { weight: 1, arbitrary: fc.constantFrom<string[]>(['poor-signal'], ['out-of-range'], ['body-movement']) },
)

const of = (kind: ReadingKind, ...values: Sketch['value'][]): fc.Arbitrary<Sketch> =>
  fc.record({ kind: fc.constant(kind), value: fc.constantFrom(...values), quality })

const sketch: fc.Arbitrary<Sketch> = fc.oneof(
  of('heart-rate', 0, 35, 45, 80, 100, 115, 128, 140),
  of('respiratory-rate', 8, 10, 16, 22, 26),
  of('oxygen-saturation', 88, 93, 95, 98, 127),
  of('body-temperature', 34.5, 35.5, 37, 38.5, 39.5),
  of('supplemental-oxygen', 0, 2),
  of('blood-glucose', 2.5, 3.5, 6),
  of('body-weight', 69, 71, 71.5, 72, 73, 73.9, 74.2, 75.5, 77),
  of('steps', 10),
  of('consciousness', 'A', 'C'),
  of('blood-pressure', ...[60, 85, 95, 105, 130, 170, 190].map((systolic) => ({ systolic, diastolic: 70 }))),
)

/** Readings of one person in event time, at different moments, from minutes to a day apart. */
export const history = (maxLength: number): fc.Arbitrary<Item[]> =>
  fc.array(fc.tuple(sketch, fc.constantFrom(0.05, 0.5, 2, 5, 24)), { minLength: 1, maxLength }).map((steps) => {
    let hour = 0
    return steps.map(([{ kind, value, quality }, gap]) => {
      hour += gap
      return reading(kind, value, hours(hour), quality)
    })
  })
