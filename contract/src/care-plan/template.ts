import { z } from 'zod'
import { actorSchema } from '../alert.ts'
import { isoTimeSchema } from '../identifiers.ts'
import { planSchema } from '../plan.ts'
import type { Patch } from './plan-patch.ts'

const inLanguages = z.object({
  fi: z.string().trim().min(1).max(500),
  sv: z.string().trim().min(1).max(500),
  en: z.string().trim().min(1).max(500),
})

/** A plan's tree in part; `planOfTree` decides whether it makes a plan. */
// Named by its type and not transformed: an answer is encoded with the same schema, and a transform has no way back.
const patchSchema: z.ZodType<Patch> = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Patch>

export const templateIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'not a template id')

/** What is usual for people with a condition: data, laid over the group's plan. Its numbers: docs/clinical-sources.md. */
export const planTemplateSchema = z.object({
  id: templateIdSchema,
  version: z.int().min(1),
  title: inLanguages,
  /** For whom, and what it does. */
  about: inLanguages,
  patch: patchSchema,
})
export type PlanTemplate = z.infer<typeof planTemplateSchema>

/** A template as it was when it was laid under somebody's plan: a newer version of it changes nobody's plan by itself. */
export const templateLayerSchema = planTemplateSchema.pick({ id: true, version: true, title: true, patch: true })
export type PlanTemplateLayer = z.infer<typeof templateLayerSchema>

/** `GET /api/v1/plan-templates/all`: also those that are not to be laid any more. */
export const keptTemplateSchema = planTemplateSchema.extend({
  /** The product's come with it and are not changed here. */
  from: z.enum(['product', 'house']),
  addedAt: isoTimeSchema.nullable(),
  addedBy: actorSchema.nullable(),
  retiredAt: isoTimeSchema.nullable(),
})
export type KeptTemplate = z.infer<typeof keptTemplateSchema>

/** `PUT /api/v1/plan-templates/:id`, with the newest version that was seen in `If-Match`; 0: it is a new one. */
export const saveTemplateSchema = planTemplateSchema.pick({ title: true, about: true }).extend({ plan: planSchema })
/** `POST /api/v1/plan-templates/:id/retire` */
export const retireTemplateSchema = z.object({ retired: z.boolean() })
