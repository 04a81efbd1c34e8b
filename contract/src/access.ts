import { z } from 'zod'
import { roleSchema, storedReadingSchema } from './api.ts'
import { planWordsSchema } from './care-plan/index.ts'
import { groundSchema } from './grounds.ts'
import { isoTimeSchema } from './identifiers.ts'

/** What a person can agree to show to somebody; `respond`: that they are asked to go and look when something is wrong. */
export const CONSENT_SCOPES = ['summary', 'readings', 'plan', 'alerts', 'access-log', 'respond'] as const
export const consentScopeSchema = z.enum(CONSENT_SCOPES)
export type ConsentScope = z.infer<typeof consentScopeSchema>

/** Who the holder of a consent is to the person: the person, a guardian (who acts for the person), or somebody let in. */
export const CONSENT_HOLDERS = ['self', 'guardian', 'relative'] as const
export type ConsentHolder = (typeof CONSENT_HOLDERS)[number]
export const consentHolderSchema = z.enum(CONSENT_HOLDERS)

const person = z.object({ id: z.string(), name: z.string() })
const colleague = person.extend({ role: roleSchema })
const until = isoTimeSchema.nullable()
const sayingsSchema = z.object({ fi: z.string(), sv: z.string(), en: z.string() })

/** `GET /api/v1/patients/:id/circle`: who may see this person's data, and why. */
export const careCircleSchema = z.object({
  area: person,
  relationships: z.array(
    z.object({
      id: z.string(),
      staff: colleague.nullable(),
      team: person.nullable(),
      from: isoTimeSchema,
      until,
    }),
  ),
  consents: z.array(
    z.object({
      id: z.string(),
      account: person.extend({ username: z.string() }),
      holder: consentHolderSchema,
      scopes: z.array(consentScopeSchema),
      from: isoTimeSchema,
      until,
      /** Who said yes, and how, in words. */
      given: z.string(),
    }),
  ),
  openings: z.array(z.object({ id: z.string(), staff: colleague, reason: z.string(), from: isoTimeSchema, until })),
})
export type CareCircle = z.infer<typeof careCircleSchema>

/** `GET /api/v1/colleagues`: with whom a care relationship can be made. */
export const colleaguesSchema = z.object({ staff: z.array(colleague), teams: z.array(person) })
export type Colleagues = z.infer<typeof colleaguesSchema>

export const relateSchema = z
  .strictObject({
    staff: z.string().min(1).max(100).optional(),
    team: z.string().min(1).max(100).optional(),
    until: isoTimeSchema.optional(),
  })
  .refine(({ staff, team }) => (staff === undefined) !== (team === undefined), 'either staff or team')

export const giveConsentSchema = z.strictObject({
  username: z.string().min(1).max(100),
  holder: consentHolderSchema,
  scopes: z.array(consentScopeSchema).max(CONSENT_SCOPES.length),
  until: isoTimeSchema.optional(),
  given: z.string().trim().min(1).max(300),
})

/** `POST /api/v1/me/:id/consents`: the client, or a guardian, lets a relative in. */
export const giveOwnConsentSchema = giveConsentSchema
  .pick({ username: true, until: true })
  .extend({ scopes: z.array(consentScopeSchema).min(1).max(CONSENT_SCOPES.length) })

/** Somebody outside one's reach is found by the exact name and the year of birth, never by a part of either. */
export const findOutsideSchema = z.strictObject({
  name: z.string().trim().min(3).max(200),
  birthYear: z.int().min(1880).max(2100),
})
export const foundOutsideSchema = person.extend({
  birthYear: z.int().nullable(),
  municipality: z.string().nullable(),
  /** Whether the one who asks sees this person as it is. */
  open: z.boolean(),
})
export type FoundOutside = z.infer<typeof foundOutsideSchema>

/** How long broken glass stays open. */
export const GLASS_HOURS = 4
export const breakGlassSchema = z.strictObject({
  patient: z.string().max(100),
  reason: z.string().trim().min(10).max(500),
})

export const VERDICTS = ['justified', 'unclear', 'unjustified'] as const
export const verdictSchema = z.enum(VERDICTS)
export const reviewGlassSchema = z.strictObject({ verdict: verdictSchema, note: z.string().trim().max(500).optional() })

/** One row of `GET /api/v1/break-glass`: to be reviewed by somebody else than the one who broke it. */
export const brokenGlassSchema = z.object({
  id: z.string(),
  staff: colleague,
  patient: person,
  reason: z.string(),
  from: isoTimeSchema,
  until: isoTimeSchema,
  /** How often the person's data was looked at or changed on this ground. */
  uses: z.int(),
  review: z
    .object({ at: isoTimeSchema, by: z.string(), verdict: verdictSchema, note: z.string().nullable() })
    .nullable(),
})
export type BrokenGlass = z.infer<typeof brokenGlassSchema>

/** `GET /api/v1/areas`: who works where. `areas` of staff: `every`, or ids. */
export const areasSchema = z.object({
  areas: z.array(person.extend({ patients: z.int() })),
  teams: z.array(person.extend({ areas: z.array(z.string()), members: z.array(z.string()) })),
  staff: z.array(colleague.extend({ username: z.string(), areas: z.union([z.literal('every'), z.array(z.string())]) })),
})
export type Areas = z.infer<typeof areasSchema>

const name = z.string().trim().min(1).max(100)
const ids = z.array(z.string().min(1).max(100)).max(500)
export const putAreaSchema = z.strictObject({ name })
export const putTeamSchema = z.strictObject({ name, areas: ids, members: ids })
export const putReachSchema = z.strictObject({ areas: z.union([z.literal('every'), ids]) })

/** One entry of the access log, as a person reads it. */
export const accessEntrySchema = z.object({
  id: z.int(),
  at: isoTimeSchema,
  staff: z.object({ id: z.string(), name: z.string().nullable(), role: roleSchema.nullable() }),
  patient: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  action: z.string(),
  detail: z.string().nullable(),
  ground: groundSchema.nullable(),
})
export type AccessEntry = z.infer<typeof accessEntrySchema>

/** `GET /api/v1/access-log`, newest first; `next` is the `before` of the next page. */
export const accessPageSchema = z.object({ entries: z.array(accessEntrySchema), next: z.int().nullable() })
export type AccessPage = z.infer<typeof accessPageSchema>

/** What a client or relative may know of how the day goes. */
export const DAY_STATES = ['as-usual', 'being-seen-to', 'not-heard'] as const

/** One row of `GET /api/v1/me`; what has not been agreed to is not there. */
export const ownViewSchema = z.object({
  patient: person,
  holder: consentHolderSchema,
  scopes: z.array(consentScopeSchema),
  mayDecide: z.boolean(),
  summary: z
    .object({
      state: z.enum(DAY_STATES),
      /** The last measurement of today; null if there was none. */
      measuredAt: isoTimeSchema.nullable(),
      dosesTaken: z.int(),
      dosesMissed: z.int(),
    })
    .optional(),
  readings: z.array(storedReadingSchema).optional(),
  alerts: z.array(z.object({ title: sayingsSchema, raisedAt: isoTimeSchema, taken: z.boolean() })).optional(),
  /** The care plan in plain words. */
  plan: z.object({ fi: planWordsSchema, sv: planWordsSchema, en: planWordsSchema }).optional(),
  consents: careCircleSchema.shape.consents.optional(),
})
export const ownPageSchema = z.object({
  /** Where to reach the nurses; null if the region has not said. */
  phone: z.string().nullable(),
  people: z.array(ownViewSchema),
})
export type OwnPage = z.infer<typeof ownPageSchema>
export type OwnView = z.infer<typeof ownViewSchema>
