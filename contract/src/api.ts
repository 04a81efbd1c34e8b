import { z } from 'zod'
import { chosenOutcomeSchema, falseAlarmCauseSchema } from './alert.ts'
import { groundSchema } from './grounds.ts'
import { isoTimeSchema } from './identifiers.ts'
import { readingFieldsSchema } from './item.ts'
import { lifeStatusSchema } from './people.ts'
import { planSchema } from './plan.ts'
import { refusalCodeSchema } from './problem.ts'
import { languageSchema } from './words.ts'

/** Roles of those who work here. */
export const STAFF_ROLES = [
  'nurse',
  'on-call',
  'coordinator',
  'physician',
  'technician',
  'administrator',
  'auditor',
] as const
/** Roles of those whom it is about, and of those whom they have let in: they see a page of their own. */
export const PERSONAL_ROLES = ['client', 'relative'] as const
/** Every role that an account can have. */
export const ROLES = [...STAFF_ROLES, ...PERSONAL_ROLES] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** One row of `GET /api/v1/patients`. */
export const patientSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  birthYear: z.int().nullable(),
  language: languageSchema,
  municipality: z.string().nullable(),
  status: lifeStatusSchema,
  openAlerts: z.int(),
  /** When anything last came from this person's home devices; null if never. */
  lastHeard: isoTimeSchema.nullable(),
})
export type PatientSummary = z.infer<typeof patientSummarySchema>

/** `GET /api/v1/patients/:id`. */
export const patientDetailSchema = patientSummarySchema.extend({
  address: z.string().nullable(),
  keyBox: z.string().nullable(),
  phone: z.string().nullable(),
  livesAlone: z.boolean().nullable(),
  /** What whoever answers an alert should know first, in the patient's record's own words. */
  notes: z.string().nullable(),
  contacts: z.array(z.object({ name: z.string(), relation: z.string(), phone: z.string() })),
  /** null: nobody has asked; empty: none known. */
  allergies: z.array(z.string()).nullable(),
  doNotResuscitate: z.boolean().nullable(),
  doNotResuscitateNote: z.string().nullable(),
  /** The nurse whose client this is. */
  responsible: z.object({ id: z.string(), name: z.string() }).nullable(),
  devices: z.array(z.object({ device: z.string(), profile: z.string(), since: isoTimeSchema })),
  plan: planSchema,
  /** On what ground the one who asks sees this person. */
  ground: groundSchema,
})
export type PatientDetail = z.infer<typeof patientDetailSchema>

/** One row of `GET /api/v1/patients/:id/readings?kind&from&to&points`, oldest first. */
export const storedReadingSchema = readingFieldsSchema.pick({
  id: true,
  device: true,
  kind: true,
  value: true,
  components: true,
  unit: true,
  at: true,
  clock: true,
  quality: true,
})
export type StoredReading = z.infer<typeof storedReadingSchema>

/** One row of `GET /api/v1/patients/:id/events?from&to`, oldest first. */
export const storedEventSchema = z.object({
  id: z.string(),
  device: z.string(),
  kind: z.string(),
  at: isoTimeSchema,
  detail: z.record(z.string(), z.unknown()).optional(),
})
export type StoredEvent = z.infer<typeof storedEventSchema>

/** `GET /api/v1/overview`: the head line of the board. */
export const overviewSchema = z.object({
  patients: z.int(),
  /** Patients without an unresolved alert. */
  quiet: z.int(),
  /** Homes whose gateway is not connected. */
  unheard: z.array(z.object({ gateway: z.string(), patients: z.array(z.string()), since: isoTimeSchema.nullable() })),
  /** Things in quarantine that nobody has looked at. */
  quarantined: z.int(),
})
export type Overview = z.infer<typeof overviewSchema>

/** One row of `GET /api/v1/quarantine`. */
export const quarantinedSchema = z.object({
  id: z.string(),
  at: isoTimeSchema,
  gateway: z.string().nullable(),
  device: z.string().nullable(),
  code: refusalCodeSchema,
  detail: z.string(),
  /** The first bytes, as text where they are text. */
  excerpt: z.string(),
  bytes: z.int(),
})
export type Quarantined = z.infer<typeof quarantinedSchema>

/** `version` (optional everywhere): the alert as the person saw it; refused with `alert-changed` if it has got worse since. */
const seen = { version: z.int().min(1).optional() }
export const acknowledgeSchema = z.object(seen)
export const assignSchema = z.object({ ...seen, to: z.string().min(1) })
export const noteSchema = z.object({ ...seen, text: z.string().trim().min(1).max(2000) })
export const handBackSchema = z.object(seen)
/** What ended by itself is a concern all the same. */
export const reopenSchema = z.object(seen)
/** Put off by its owner, with a reason and an end; how far, `SNOOZE_MOST_MINUTES` says. */
export const snoozeSchema = z.object({
  ...seen,
  minutes: z.int().min(1).max(720),
  reason: z.string().trim().min(1).max(500),
})
export const resolveSchema = z.object({
  ...seen,
  outcome: chosenOutcomeSchema,
  /** Of a false alarm. */
  cause: falseAlarmCauseSchema.optional(),
  note: z.string().trim().max(2000).optional(),
})
