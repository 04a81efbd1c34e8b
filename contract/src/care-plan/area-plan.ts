import { z } from 'zod'
import { actorSchema } from '../alert.ts'
import { isoTimeSchema } from '../identifiers.ts'
import { planSchema } from '../plan.ts'
import { planDifferenceSchema, planProposalSchema, reasonSchema } from './care-plan.ts'

const personSchema = z.object({ id: z.string(), name: z.string() })

/** Whom an area's plan concerns: `people` are those of them whom one may see. */
const areaPlanPeopleSchema = z.object({
  /** Without a plan of their own: what the area says holds for them at once. */
  following: z.object({ count: z.int(), people: z.array(personSchema) }),
  /** With one: it stays as it is. `version`: on which of the area's it rests; null: on none. */
  own: z.object({ count: z.int(), people: z.array(personSchema.extend({ version: z.int().nullable() })) }),
})
export type AreaPlanPeople = z.infer<typeof areaPlanPeopleSchema>

/** `GET /api/v1/areas/:area/plan`: what whoever has no plan of their own is judged by. */
export const areaPlanSchema = z.object({
  area: personSchema,
  /** 0: nothing has been written down for the area, the product's own plan is in force. */
  version: z.int().min(0),
  plan: planSchema,
  /** Whether another person has to approve a change of danger limits. */
  fourEyes: z.boolean(),
  /** Newest first. */
  history: z.array(
    z.object({
      version: z.int(),
      reason: z.string(),
      changedAt: isoTimeSchema,
      changedBy: actorSchema,
      approvedBy: actorSchema.nullable(),
      /** Against the version before it. */
      differences: z.array(planDifferenceSchema),
    }),
  ),
  proposals: z.array(planProposalSchema),
  people: areaPlanPeopleSchema,
})
export type AreaPlan = z.infer<typeof areaPlanSchema>

/** `PUT /api/v1/areas/:area/plan`, with the newest version that was seen in `If-Match`. What is one person's own is left out. */
export const saveAreaPlanSchema = z.object({ plan: planSchema, reason: reasonSchema })

/** `GET /api/v1/plan-areas`: areas with how they go about plans. */
export const planAreasSchema = z.array(
  personSchema.extend({
    fourEyes: z.boolean(),
    version: z.int().min(0),
    waiting: z.int().min(0),
    /** Whether whoever asks may change its plan, and how it is changed. */
    mayChange: z.boolean(),
  }),
)
export type PlanAreas = z.infer<typeof planAreasSchema>
