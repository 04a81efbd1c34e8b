import { layeredTree, type Plan, planFaults, planSchema } from '@kotisilta/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyPlan } from '../../../../contract/src/care-plan/example-plans.ts'
import { TEMPLATES } from '../templates/templates.ts'
import { carePlanOfFhir, carePlanToFhir } from './care-plan.ts'
import { templateOfFhir, templateToFhir } from './plan-definition.ts'

const context = { patient: 'p1', title: 'Care plan', from: '2026-11-26T10:00:00.000Z', until: null, now: 0 }
const overTheWire = (plan: Plan): unknown => JSON.parse(JSON.stringify(carePlanToFhir(plan, context)))
const faultsOf = (resource: unknown) => {
  const understood = carePlanOfFhir(resource, 'p1')
  return understood.ok ? [] : understood.faults.map(({ path, message }) => `${path}: ${message}`)
}
const limited = planSchema.parse({
  limits: [{ kind: 'heart-rate', red: { high: 130 }, yellow: { high: 110 }, hours: { from: '22:00', to: '07:00' } }],
  expected: [{ kind: 'body-weight', withinHours: 36, times: ['07:30'], days: [1, 4] }],
  medicines: [
    {
      id: 'm',
      name: 'Furosemidi',
      atc: 'C03CA01',
      doses: [{ at: '08:00', early: 60, late: 60, critical: 120, missed: 240 }],
    },
  ],
  goals: [{ id: 'g', text: 'Kävelee kauppaan', target: '500 m', due: '2027-03-01' }],
})
/** The resource with something in it changed. */
function changed(change: (resource: ReturnType<typeof carePlanToFhir>) => void): unknown {
  const resource = carePlanToFhir(limited, context)
  change(resource)
  return JSON.parse(JSON.stringify(resource))
}

test('any plan comes out of its CarePlan as it went in, lists and all', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      expect(carePlanOfFhir(overTheWire(plan), 'p1')).toEqual({ ok: true, value: plan })
    }),
  )
})

test.each(TEMPLATES.map((template) => [template.id, template] as const))(
  '%s comes out of its PlanDefinition saying the same',
  (_id, template) => {
    const understood = templateOfFhir(JSON.parse(JSON.stringify(templateToFhir(template))))
    if (!understood.ok) throw new Error(JSON.stringify(understood.faults))
    const { id, title, about } = understood.value
    expect({ id, title, about }).toEqual({ id: template.id, title: template.title, about: template.about })
    const tree = (one: typeof understood.value) => layeredTree({ templates: [one], personal: {} })
    expect(tree(understood.value)).toEqual(tree(template))
  },
)

test('a CarePlan speaks R4: LOINC, UCUM, ATC, critical and reference intervals, times and days', () => {
  const resource = carePlanToFhir(limited, context)
  expect(resource).toMatchObject({
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    subject: { reference: 'Patient/p1' },
  })
  const [goal, limit, medicine] = resource.contained
  expect(goal).toMatchObject({ resourceType: 'Goal', target: [{ detailString: '500 m', dueDate: '2027-03-01' }] })
  expect(limit).toMatchObject({
    resourceType: 'ObservationDefinition',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }, {}] },
    qualifiedInterval: [
      { category: 'critical', range: { high: { value: 130, system: 'http://unitsofmeasure.org', code: '/min' } } },
      { category: 'reference', range: { high: { value: 110 } } },
    ],
  })
  expect(medicine).toMatchObject({
    resourceType: 'MedicationRequest',
    medicationCodeableConcept: { coding: [{ system: 'http://www.whocc.no/atc', code: 'C03CA01' }], text: 'Furosemidi' },
    dosageInstruction: [{ timing: { repeat: { timeOfDay: ['08:00:00'] } } }],
  })
  expect(resource.activity[0]).toMatchObject({
    detail: {
      code: { coding: [{ code: '29463-7' }, {}] },
      scheduledTiming: { repeat: { period: 36, periodUnit: 'h', dayOfWeek: ['mon', 'thu'], timeOfDay: ['07:30:00'] } },
    },
  })
  expect(planFaults(limited)).toEqual([])
})

test('a plan that is paused now is on hold', () => {
  const pauses = [{ from: '1970-01-01T00:00:00.000Z', until: '1970-01-02T00:00:00.000Z', reason: 'hospital' as const }]
  expect(carePlanToFhir({ ...limited, pauses }, context).status).toBe('on-hold')
})

describe('what is not understood is named, with its place', () => {
  test.each<[string, unknown, RegExp]>([
    ['another resource', { resourceType: 'Patient' }, /^resourceType: not a CarePlan/],
    ['nothing', null, /./],
    ['an STU3 shape', { resourceType: 'CarePlan', status: 'active', intent: 'plan' }, /^subject: /],
    [
      'a string for a number',
      changed((it) =>
        Object.assign(it.contained[1] as object, {
          qualifiedInterval: [{ category: 'critical', range: { high: { value: '130' } } }],
        }),
      ),
      /qualifiedInterval/,
    ],
    ['somebody else', changed((it) => Object.assign(it.subject, { reference: 'Patient/p2' })), /^subject\.reference/],
    [
      'an unknown code',
      changed((it) =>
        Object.assign(it.contained[1] as object, { code: { coding: [{ system: 'http://loinc.org', code: '1-8' }] } }),
      ),
      /^contained\.1\.code/,
    ],
    [
      'two codes that differ',
      changed((it) =>
        Object.assign(it.contained[1] as object, {
          code: {
            coding: [
              { system: 'http://loinc.org', code: '8867-4' },
              { system: 'http://loinc.org', code: '29463-7' },
            ],
          },
        }),
      ),
      /^contained\.1\.code/,
    ],
    [
      'another unit',
      changed((it) =>
        Object.assign(it.contained[1] as object, {
          qualifiedInterval: [
            { category: 'critical', range: { high: { value: 1, system: 'http://unitsofmeasure.org', code: 'mg/dL' } } },
          ],
        }),
      ),
      /critical\.high: the unit has to be UCUM \/min/,
    ],
    ['a reference to nothing', changed((it) => it.goal.push({ reference: '#goal-9' })), /^goal\.1\.reference/],
    [
      'a resource that is none of ours',
      changed((it) => (it.contained as object[]).push({ resourceType: 'Observation', id: 'x' })),
      /^contained\.3/,
    ],
    [
      'an activity without a time',
      changed((it) =>
        Object.assign(it.activity[0] as object, {
          detail: {
            code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
            scheduledTiming: { repeat: {} },
          },
        }),
      ),
      /^activity\.0\.detail\.repeat/,
    ],
  ])('%s', (_what, resource, expected) => {
    expect(faultsOf(resource).join('\n')).toMatch(expected)
  })

  test('each is of a closed list, and says what has to stand there', () => {
    const unit = changed((it) => {
      const quantity = { value: 1, system: 'http://unitsofmeasure.org', code: 'mg/dL' }
      Object.assign(it.contained[1] as object, {
        qualifiedInterval: [{ category: 'critical', range: { high: quantity } }],
      })
      it.goal.push({ reference: '#goal-9' })
    })
    expect(carePlanOfFhir(unit, 'p1')).toMatchObject({
      ok: false,
      faults: [{ code: 'not-contained' }, { code: 'unit-wrong', wanted: '/min' }],
    })
    expect(carePlanOfFhir({ resourceType: 'Patient' }, 'p1')).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([expect.objectContaining({ code: 'shape' })]),
    })
  })

  test('a PlanDefinition is no CarePlan, nor the other way round', () => {
    expect(faultsOf(templateToFhir(TEMPLATES[0] as (typeof TEMPLATES)[number]))[0]).toMatch(/resourceType/)
    expect(templateOfFhir(overTheWire(limited))).toMatchObject({ ok: false })
  })
})
