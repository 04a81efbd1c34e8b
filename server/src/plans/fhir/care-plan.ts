import type { Expected, Goal, Plan } from '@kotisilta/contract'
import type { z } from 'zod'
import { contentToFhir, limitsAndMedicines, planOf, shapeFaults, type Understood } from './content.ts'
import { Faults } from './faults.ts'
import { measureCode, measureOfFhir, measureTiming } from './measures.ts'
import { carePlanResource, type Extension, type goalResource, type carePlanResource as Resource } from './resource.ts'
import { rulesOf } from './rules.ts'
import { ENTRY, EXTENSION } from './terms.ts'

/** What a resource needs besides the plan. */
export interface CarePlanContext {
  /** The patient's id. */
  patient: string
  title: string
  /** ISO 8601; null: since ever, or for good. */
  from: string | null
  until: string | null
  now: number
}

/** A person's plan as a CarePlan of FHIR R4. Goals, limits (ObservationDefinition) and medicines are contained in it. */
export function carePlanToFhir(plan: Plan, { patient, title, from, until, now }: CarePlanContext) {
  const subject = `Patient/${patient}`
  const { rules, limits, medicines } = contentToFhir(plan, subject)
  const goals = plan.goals.map((goal, place) => goalToFhir(goal, `goal-${place + 1}`, subject))
  const isPaused = plan.pauses.some((pause) => Date.parse(pause.from) <= now && now < Date.parse(pause.until))
  const local = ({ id }: { id: string }) => ({ reference: `#${id}` })
  return {
    resourceType: 'CarePlan' as const,
    meta: { versionId: String(plan.version) },
    extension: [rules, ...plan.pauses.map(pauseExtension)],
    contained: [...goals, ...limits, ...medicines],
    status: isPaused ? 'on-hold' : 'active',
    intent: 'plan' as const,
    title,
    subject: { reference: subject },
    ...((from !== null || until !== null) && {
      period: { ...(from !== null && { start: from }), ...(until !== null && { end: until }) },
    }),
    ...(plan.responsible !== undefined && { author: { reference: `Practitioner/${plan.responsible}` } }),
    goal: goals.map(local),
    supportingInfo: limits.map(local),
    activity: [
      ...plan.expected.map((one) => ({
        detail: {
          kind: 'ServiceRequest',
          status: 'in-progress',
          code: measureCode(one),
          scheduledTiming: measureTiming(one),
        },
      })),
      ...medicines.map((medicine) => ({ reference: local(medicine) })),
    ],
  }
}

/** The plan that a CarePlan says, or everything in it that is not understood. `patient`: whose it has to be. */
export function carePlanOfFhir(resource: unknown, patient: string): Understood<Plan> {
  const parsed = carePlanResource.safeParse(resource)
  if (!parsed.success) return shapeFaults(parsed.error.issues)
  const care = parsed.data
  const faults = new Faults()
  if (care.subject.reference !== `Patient/${patient}`)
    faults.add('subject.reference', 'other-client', 'the plan of somebody else')
  checkReferences(care, faults)
  const author = care.author?.reference
  return planOf(
    {
      ...rulesOf(care.extension),
      ...limitsAndMedicines(care.contained, faults),
      version: Number(care.meta?.versionId ?? 1),
      expected: measures(care, faults),
      goals: care.contained.flatMap((one) => (one.resourceType === 'Goal' ? [goalOfFhir(one)] : [])),
      pauses: care.extension.filter(({ url }) => url === EXTENSION.pause).map(pauseOf),
      ...(author?.startsWith('Practitioner/') && { responsible: author.slice('Practitioner/'.length) }),
    },
    faults,
  )
}

function measures({ activity }: z.infer<typeof Resource>, faults: Faults): Expected[] {
  return activity.flatMap(({ detail }, place) => {
    const path = `activity.${place}.detail`
    return (detail && measureOfFhir(detail.code, detail.scheduledTiming, path, faults)) ?? []
  })
}

/** Whatever is referred to has to be contained. */
function checkReferences(
  { contained, goal, supportingInfo, activity }: z.infer<typeof Resource>,
  faults: Faults,
): void {
  const known = new Set(contained.map(({ id }) => `#${id}`))
  const references = [
    ...goal.map(({ reference }, place) => [`goal.${place}`, reference] as const),
    ...supportingInfo.map(({ reference }, place) => [`supportingInfo.${place}`, reference] as const),
    ...activity.map(({ reference }, place) => [`activity.${place}`, reference?.reference] as const),
  ]
  for (const [path, reference] of references) {
    if (reference !== undefined && !known.has(reference))
      faults.add(`${path}.reference`, 'not-contained', 'not contained in the plan')
  }
}

function goalToFhir({ id: value, text, target, due }: Goal, id: string, subject: string) {
  return {
    resourceType: 'Goal' as const,
    id,
    identifier: [{ system: ENTRY, value }],
    lifecycleStatus: 'active',
    description: { text },
    subject: { reference: subject },
    ...((target !== undefined || due !== undefined) && {
      target: [{ ...(target !== undefined && { detailString: target }), ...(due !== undefined && { dueDate: due }) }],
    }),
  }
}

function goalOfFhir({ id, identifier, description, target: [first] }: z.infer<typeof goalResource>): Goal {
  return {
    id: identifier.find(({ system }) => system === ENTRY)?.value ?? id,
    text: description.text ?? '',
    ...(first?.detailString !== undefined && { target: first.detailString }),
    ...(first?.dueDate !== undefined && { due: first.dueDate }),
  }
}

const pauseExtension = ({ from, until, reason }: Plan['pauses'][number]): Extension => ({
  url: EXTENSION.pause,
  extension: [
    { url: 'period', valuePeriod: { start: from, end: until } },
    { url: 'reason', valueCode: reason },
  ],
})

function pauseOf({ extension = [] }: Extension): unknown {
  const { start, end } = extension.find(({ url }) => url === 'period')?.valuePeriod ?? {}
  return { from: start, until: end, reason: extension.find(({ url }) => url === 'reason')?.valueCode }
}
