import { z } from 'zod'

/** As much of FHIR R4 as a plan needs; what else a resource has is left alone. */
const coding = z.looseObject({ system: z.string().optional(), code: z.string().optional() })
export const conceptSchema = z.looseObject({ coding: z.array(coding).default([]), text: z.string().optional() })
const period = z.looseObject({ start: z.string().optional(), end: z.string().optional() })

export interface Extension {
  url: string
  valueBoolean?: boolean | undefined
  valueDecimal?: number | undefined
  valueString?: string | undefined
  valueCode?: string | undefined
  valueTime?: string | undefined
  valueDate?: string | undefined
  valuePeriod?: { start?: string | undefined; end?: string | undefined } | undefined
  extension?: Extension[] | undefined
}
const extensionSchema: z.ZodType<Extension> = z.lazy(() =>
  z.looseObject({
    url: z.string(),
    valueBoolean: z.boolean().optional(),
    valueDecimal: z.number().optional(),
    valueString: z.string().optional(),
    valueCode: z.string().optional(),
    valueTime: z.string().optional(),
    valueDate: z.string().optional(),
    valuePeriod: period.optional(),
    extension: z.array(extensionSchema).optional(),
  }),
)
const extensions = z.array(extensionSchema).default([])

const timing = z.looseObject({
  repeat: z.looseObject({
    period: z.number().optional(),
    periodUnit: z.enum(['h', 'd', 'wk']).optional(),
    dayOfWeek: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).optional(),
    timeOfDay: z.array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:00$/)).optional(),
  }),
})
export type Timing = z.infer<typeof timing>

const quantity = z.looseObject({ value: z.number(), system: z.string().optional(), code: z.string().optional() })
const identifiers = z.array(z.looseObject({ system: z.string().optional(), value: z.string() })).default([])

export const limitResource = z.looseObject({
  resourceType: z.literal('ObservationDefinition'),
  id: z.string(),
  extension: extensions,
  code: conceptSchema,
  qualifiedInterval: z
    .array(
      z.looseObject({
        category: z.enum(['reference', 'critical', 'absolute']),
        range: z.looseObject({ low: quantity.optional(), high: quantity.optional() }).optional(),
      }),
    )
    .default([]),
})

export const medicineResource = z.looseObject({
  resourceType: z.literal('MedicationRequest'),
  id: z.string(),
  extension: extensions,
  identifier: identifiers,
  medicationCodeableConcept: conceptSchema,
  dispenseRequest: z.looseObject({ validityPeriod: period.optional() }).optional(),
  dosageInstruction: z.array(z.looseObject({ extension: extensions, timing })).default([]),
})

export const goalResource = z.looseObject({
  resourceType: z.literal('Goal'),
  id: z.string(),
  identifier: identifiers,
  description: conceptSchema,
  target: z.array(z.looseObject({ detailString: z.string().optional(), dueDate: z.string().optional() })).default([]),
})

const containedSchema = z
  .array(
    z.discriminatedUnion('resourceType', [limitResource, medicineResource, goalResource], {
      error: 'only ObservationDefinition, MedicationRequest and Goal are understood here',
    }),
  )
  .default([])
export type Contained = z.infer<typeof containedSchema>

export const carePlanResource = z.looseObject({
  resourceType: z.literal('CarePlan', { error: 'not a CarePlan of FHIR R4' }),
  meta: z.looseObject({ versionId: z.string().optional() }).optional(),
  extension: extensions,
  contained: containedSchema,
  status: z.enum(['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown']),
  intent: z.enum(['proposal', 'plan', 'order', 'option']),
  subject: z.looseObject({ reference: z.string() }),
  author: z.looseObject({ reference: z.string().optional() }).optional(),
  goal: z.array(z.looseObject({ reference: z.string() })).default([]),
  supportingInfo: z.array(z.looseObject({ reference: z.string() })).default([]),
  activity: z
    .array(
      z.looseObject({
        reference: z.looseObject({ reference: z.string() }).optional(),
        detail: z.looseObject({ code: conceptSchema, scheduledTiming: timing }).optional(),
      }),
    )
    .default([]),
})

export const planDefinitionResource = z.looseObject({
  resourceType: z.literal('PlanDefinition', { error: 'not a PlanDefinition of FHIR R4' }),
  extension: extensions,
  contained: containedSchema,
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  goal: z
    .array(
      z.looseObject({
        extension: extensions,
        description: conceptSchema,
        addresses: z.array(conceptSchema).optional(),
      }),
    )
    .default([]),
  action: z
    .array(
      z.looseObject({
        code: z.array(conceptSchema).default([]),
        timingTiming: timing.optional(),
        definitionUri: z.string().optional(),
      }),
    )
    .default([]),
})
