import fc from 'fast-check'
import { READING_KIND_NAMES } from '../codes.ts'
import { type Plan, planSchema } from '../plan.ts'

const optional = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { requiredKeys: [] }).map((value) => value as Partial<T>)
const range = optional({ low: fc.integer({ min: 1, max: 50 }), high: fc.integer({ min: 51, max: 200 }) })
const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== '' && text === text.trim())
const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((parts) => {
  const [hours, minutes] = parts.map((part) => String(part).padStart(2, '0'))
  return `${hours}:${minutes}`
})
const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
const moment = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const limit = fc
  .tuple(
    fc.constantFrom(...READING_KIND_NAMES.filter((kind) => kind !== 'consciousness')),
    fc.constantFrom('systolic', 'diastolic', 'mean'),
    optional({ red: range, yellow: range, hours: fc.constant({ from: '22:00', to: '07:00' }) }),
  )
  .map(([kind, component, others]) => ({ kind, ...(kind === 'blood-pressure' && { component }), ...others }))

const dose = fc
  .tuple(
    time,
    optional({ days }),
    fc.integer({ min: 0, max: 60 }),
    fc.array(fc.nat(400), { minLength: 3, maxLength: 3 }),
  )
  .map(([at, some, early, [a = 0, b = 0, c = 0]]) => {
    const [late, critical, missed] = [a, b, c].sort((x, y) => x - y)
    return { at, ...some, early, late, critical, missed }
  })

const medicine = fc
  .tuple(
    fc.record({ id: word, name: word, critical: fc.boolean(), doses: fc.array(dose, { maxLength: 3 }) }),
    optional({ atc: fc.constantFrom('C03CA01', 'B01AA03'), from: moment, until: moment }),
  )
  .map(([some, others]) => ({ ...some, ...others }))

const expected = fc
  .tuple(
    fc.constantFrom(...READING_KIND_NAMES),
    fc.integer({ min: 1, max: 200 }),
    optional({ times: fc.array(time, { minLength: 1, maxLength: 3 }), days }),
  )
  .map(([kind, withinHours, others]) => ({ kind, withinHours, ...others }))

const goal = fc
  .tuple(fc.record({ id: word, text: word }), optional({ target: word, due: fc.constant('2027-03-01') }))
  .map(([some, others]) => ({ ...some, ...others }))

const pause = fc
  .tuple(moment, moment, fc.constantFrom('hospital', 'travel', 'other'))
  .filter(([from, until]) => from !== until)
  .map(([a, b, reason]) => {
    const [from, until] = [a, b].sort()
    return { from, until, reason }
  })

/** Any plan at all, for properties; `planSchema` holds them to be plans. */
export const anyPlan: fc.Arbitrary<Plan> = optional<Record<string, unknown>>({
  version: fc.integer({ min: 1, max: 9 }),
  detection: fc.record({ enabled: fc.boolean(), off: fc.uniqueArray(fc.constantFrom('news2', 'limit', 'silence')) }),
  news2: optional({
    enabled: fc.boolean(),
    spo2Scale: fc.constantFrom(1, 2),
    supplementalOxygen: fc.boolean(),
    consciousness: fc.constantFrom('A', 'C'),
    windows: fc.constantFrom({}, { 'heart-rate': 2.5 }),
  }),
  weightGain: optional({ enabled: fc.boolean(), kilograms: fc.constantFrom(1.5, 2, 2.25) }),
  diuretic: fc.boolean(),
  copd: optional({ enabled: fc.boolean(), low: fc.constantFrom(86, 88.5) }),
  baselines: fc.constantFrom({}, { days: 10, heartRate: { enabled: true, sigmas: 2.5 } }),
  medicines: fc.uniqueArray(medicine, { maxLength: 3, selector: ({ id }) => id }),
  expected: fc.uniqueArray(expected, { maxLength: 3, selector: ({ kind }) => kind }),
  goals: fc.uniqueArray(goal, { maxLength: 3, selector: ({ id }) => id }),
  responsible: word,
  pauses: fc.array(pause, { maxLength: 2 }),
  measureAgain: fc.record({ enabled: fc.boolean() }),
  autoClear: fc.record({ enabled: fc.boolean() }),
  limits: fc.array(limit, { maxLength: 4 }),
}).map((given) => planSchema.parse(given))
