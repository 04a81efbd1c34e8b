import { z } from 'zod'
import { actorSchema } from '../alert.ts'
import { READING_KIND_NAMES } from '../codes.ts'
import { isoTimeSchema } from '../identifiers.ts'
import { planSchema } from '../plan.ts'
import { planFaultSchema, planWarningSchema } from './faults/plan-fault.ts'
import { planPauseSchema } from './pause.ts'
import { templateIdSchema, templateLayerSchema } from './template.ts'

/** How a version of a plan came about. */
export const planChangeSchema = z.enum(['provisioned', 'edited', 'restored', 'imported'])
export type PlanChange = z.infer<typeof planChangeSchema>

const originSchema = z.discriminatedUnion('from', [
  z.object({ from: z.literal('group') }),
  z.object({ from: z.literal('template'), template: z.string() }),
  z.object({ from: z.literal('personal') }),
])

const branchSchema = z.unknown()
/** One thing that one plan says otherwise than another; the path in the plan's tree. */
export const planDifferenceSchema = z.object({
  path: z.array(z.string()),
  before: branchSchema.optional(),
  after: branchSchema.optional(),
})
export type PlanDifference = z.infer<typeof planDifferenceSchema>

const templateNamedSchema = templateLayerSchema.omit({ patch: true })

export const PROPOSAL_STATES = ['waiting', 'approved', 'declined', 'withdrawn'] as const
export const planProposalSchema = z.object({
  id: z.string(),
  state: z.enum(PROPOSAL_STATES),
  proposedAt: isoTimeSchema,
  proposedBy: actorSchema,
  reason: z.string(),
  from: isoTimeSchema.nullable(),
  until: isoTimeSchema.nullable(),
  /** Against the plan that it was made for. */
  differences: z.array(planDifferenceSchema),
  decidedAt: isoTimeSchema.nullable(),
  decidedBy: actorSchema.nullable(),
  decisionNote: z.string().nullable(),
})
export type PlanProposal = z.infer<typeof planProposalSchema>

/** `GET /api/v1/patients/:id/plan` */
export const carePlanSchema = z.object({
  patient: z.object({ id: z.string(), name: z.string() }),
  /** The version in force; 0: nothing personal has been written down, everybody's plan is in force. */
  version: z.int().min(0),
  /** The newest there is, in force or not; it goes into `If-Match` of each change. */
  newest: z.int().min(0),
  from: isoTimeSchema.nullable(),
  until: isoTimeSchema.nullable(),
  reason: z.string(),
  changedAt: isoTimeSchema.nullable(),
  changedBy: actorSchema.nullable(),
  plan: planSchema,
  templates: z.array(templateNamedSchema),
  /** What the person's area has for everybody, as it can lie under the plan; null: it has nothing. */
  areaPlan: templateNamedSchema.nullable(),
  /** Where each value comes from, by path (`limits/heart-rate/red/high`). */
  origins: z.record(z.string(), originSchema),
  /** What a template or the group has and this plan leaves out. */
  leftOut: z.array(z.array(z.string())),
  warnings: z.array(planWarningSchema),
  /** Running and coming ones. */
  pauses: z.array(planPauseSchema),
  /** Those that wait. */
  proposals: z.array(planProposalSchema),
  /** Versions that will be in force one day. */
  upcoming: z.array(z.object({ version: z.int(), from: isoTimeSchema, reason: z.string() })),
  /** Whether another person has to approve a change of danger limits. */
  fourEyes: z.boolean(),
  responsible: actorSchema.nullable(),
  /** Who can be the responsible nurse. */
  candidates: z.array(actorSchema),
  /** What any of the person's devices has sent so far. */
  measured: z.array(z.enum(READING_KIND_NAMES)),
})
export type CarePlan = z.infer<typeof carePlanSchema>

const templateChoiceSchema = z.object({ id: templateIdSchema, version: z.int().min(1) })
const wantedSchema = z.object({
  /** In the order in which they are laid over the group's plan. */
  templates: z.array(templateChoiceSchema).max(12),
  plan: planSchema,
})

/** `POST /api/v1/patients/:id/plan/preview`: what saving this would do. */
export const previewPlanSchema = wantedSchema.extend({
  /** Lays the templates under the plan in force, keeping what is the person's own; `plan` is not looked at. */
  apply: z.boolean().optional(),
})
export const planPreviewSchema = carePlanSchema
  .pick({ plan: true, origins: true, leftOut: true, warnings: true })
  .extend({
    faults: z.array(planFaultSchema),
    differences: z.array(planDifferenceSchema),
    /** It would wait for another person. */
    needsApproval: z.boolean(),
  })
export type PlanPreview = z.infer<typeof planPreviewSchema>

export const reasonSchema = z.string().trim().min(1).max(500)

/** `PUT /api/v1/patients/:id/plan`, with the newest version that was seen in `If-Match`. */
export const savePlanSchema = wantedSchema.extend({
  reason: reasonSchema,
  change: z.enum(['edited', 'imported']).default('edited'),
  /** Now, if absent. */
  from: isoTimeSchema.optional(),
  /** After it what was in force before is again; for good, if absent. */
  until: isoTimeSchema.optional(),
})

/** `POST /api/v1/patients/:id/plan/restore`, with `If-Match`. */
export const restorePlanSchema = z.object({ version: z.int().min(0), reason: reasonSchema })

/** What came of a change: a new version, or a proposal for another person. */
export const planSavedSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), version: z.int() }),
  z.object({ outcome: z.literal('proposed'), proposal: z.string() }),
])
export type PlanSaved = z.infer<typeof planSavedSchema>

/** `POST /api/v1/patients/:id/plan/proposals/:proposal/approve | decline`; approving needs `If-Match`. */
export const decidePlanSchema = z.object({ note: z.string().trim().max(500).optional() })

export const planVersionSchema = z.object({
  version: z.int(),
  from: isoTimeSchema,
  until: isoTimeSchema.nullable(),
  change: planChangeSchema,
  restored: z.int().nullable(),
  reason: z.string(),
  changedAt: isoTimeSchema,
  changedBy: actorSchema.nullable(),
  approvedBy: actorSchema.nullable(),
  templates: z.array(templateNamedSchema),
  /** Against the version before it, the first against everybody's plan. */
  differences: z.array(planDifferenceSchema),
})
export type PlanVersion = z.infer<typeof planVersionSchema>

/** `GET /api/v1/patients/:id/plan/history`, newest first. */
export const planHistorySchema = z.object({
  versions: z.array(planVersionSchema),
  pauses: z.array(planPauseSchema),
  proposals: z.array(planProposalSchema),
})
export type PlanHistory = z.infer<typeof planHistorySchema>

/** `GET /api/v1/patients/:id/plan/words?language` */
export const planWordsSchema = z.array(z.object({ title: z.string(), sentences: z.array(z.string()) }))
export type PlanWords = z.infer<typeof planWordsSchema>

/** `GET` and `PUT /api/v1/areas/:area/plan-setting` */
export const planSettingSchema = z.object({ fourEyes: z.boolean() })
