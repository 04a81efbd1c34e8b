import { z } from 'zod'
import { actorSchema } from './alert.ts'
import { deviceIdSchema, gatewayIdSchema, isoTimeSchema } from './identifiers.ts'
import { languageSchema } from './words.ts'

/** One line as somebody wrote it, in any script; no control characters, which no keyboard has. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]*$/u, 'control characters')
const paragraph = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, 'control characters')

export const contactSchema = z.strictObject({ name: line(120), relation: line(60), phone: line(40) })

/** What is written down about a person: all of it, and nothing that a request could add. */
export const patientFieldsSchema = z.strictObject({
  name: line(120),
  birthYear: z.int().min(1900).max(2100).nullable(),
  language: languageSchema,
  municipality: line(80).nullable(),
  address: line(200).nullable(),
  /** Where the key is, or the code of the key box. */
  keyBox: line(60).nullable(),
  phone: line(40).nullable(),
  livesAlone: z.boolean().nullable(),
  notes: paragraph(4_000).nullable(),
  contacts: z.array(contactSchema).max(20),
  /** null: nobody has asked; empty: none known. */
  allergies: z.array(line(200)).max(50).nullable(),
  /** A decision not to resuscitate, made by a physician; null: not known. */
  doNotResuscitate: z.boolean().nullable(),
  /** Who decided, when. */
  doNotResuscitateNote: line(500).nullable(),
  /** Of the staff. */
  responsible: z.string().max(64).nullable(),
  area: z.string().min(1).max(64),
})
export type PatientFields = z.infer<typeof patientFieldsSchema>
export type PatientField = keyof PatientFields | 'personalIdentity'

/** Not here in its whole form but on the way in. */
const personalIdentityText = z.string().max(40)

const { shape } = patientFieldsSchema
/** `POST /api/v1/patients`: into the service, with a kit that is ready if there is one. */
export const newPatientSchema = z.strictObject({
  ...shape,
  birthYear: shape.birthYear.default(null),
  language: shape.language.default('fi'),
  municipality: shape.municipality.default(null),
  address: shape.address.default(null),
  keyBox: shape.keyBox.default(null),
  phone: shape.phone.default(null),
  livesAlone: shape.livesAlone.default(null),
  notes: shape.notes.default(null),
  contacts: shape.contacts.default([]),
  allergies: shape.allergies.default(null),
  doNotResuscitate: shape.doNotResuscitate.default(null),
  doNotResuscitateNote: shape.doNotResuscitateNote.default(null),
  responsible: shape.responsible.default(null),
  personalIdentity: personalIdentityText.nullable().default(null),
  kit: z.string().max(64).nullable().default(null),
})
export type NewPatientEntry = z.infer<typeof newPatientSchema>

/** `PATCH /api/v1/patients/:id/record`. `version`: of the record as the person saw it. */
export const editPatientSchema = z.strictObject({
  version: z.int().min(1),
  changes: z
    .strictObject({
      ...patientFieldsSchema.partial().shape,
      personalIdentity: personalIdentityText.nullable().optional(),
    })
    .refine((changes) => Object.keys(changes).length > 0, 'nothing is changed'),
})

export const LIFE_STATUSES = ['active', 'hospital', 'left', 'dead'] as const
export const lifeStatusSchema = z.enum(LIFE_STATUSES)
export type LifeStatus = z.infer<typeof lifeStatusSchema>

export const createdSchema = z.object({ id: z.string() })

/** `GET /api/v1/patients/:id/record`. */
export const patientRecordSchema = patientFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  status: lifeStatusSchema,
  statusSince: isoTimeSchema.nullable(),
  home: z.string(),
  /** Masked. */
  personalIdentity: z.string().nullable(),
  responsibleName: z.string().nullable(),
  /** Whether the last step can be taken back. */
  canUndo: z.boolean(),
})
export type PatientRecord = z.infer<typeof patientRecordSchema>

/** `POST /api/v1/patients/:id/identity/reveal`: a look that is logged by itself. */
export const revealedIdentitySchema = z.object({ personalIdentity: z.string() })

const fieldValue = z.unknown()
/** One row of `GET /api/v1/patients/:id/history`, newest first. */
export const patientChangeSchema = z.object({
  id: z.int(),
  at: isoTimeSchema,
  by: actorSchema.nullable(),
  action: z.enum([
    'added',
    'imported',
    'edited',
    'admitted',
    'hospital',
    'returned',
    'died',
    'left',
    'undone',
    'device-assigned',
    'device-ended',
    'device-moved',
    'kit-given',
    'exported',
  ]),
  changes: z.array(z.object({ field: z.string(), before: fieldValue, after: fieldValue })),
})
export type PatientChange = z.infer<typeof patientChangeSchema>

export const LEAVING_REASONS = ['moved-away', 'residential-care', 'own-wish', 'no-longer-needed', 'other'] as const
export const leavingReasonSchema = z.enum(LEAVING_REASONS)
export type LeavingReason = z.infer<typeof leavingReasonSchema>

const note = paragraph(1_000).nullable().default(null)
/** `POST /api/v1/patients/:id/life`: one step of somebody's way through the service. */
export const lifeStepSchema = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('admit'), note }),
  z.strictObject({ step: z.literal('hospital'), expectedBack: isoTimeSchema, note }),
  z.strictObject({ step: z.literal('return'), note }),
  z.strictObject({ step: z.literal('died'), on: z.iso.date(), note }),
  z.strictObject({ step: z.literal('left'), reason: leavingReasonSchema, note }),
  z.strictObject({ step: z.literal('undo') }),
])
export type LifeStep = z.infer<typeof lifeStepSchema>

/** One row of `GET /api/v1/patients/:id/devices`, newest first. */
export const assignmentSchema = z.object({
  id: z.int(),
  device: deviceIdSchema,
  profile: z.string(),
  from: isoTimeSchema,
  /** null: until further notice. */
  until: isoTimeSchema.nullable(),
  /** What waits in quarantine from this device. */
  waiting: z.int(),
})
export type Assignment = z.infer<typeof assignmentSchema>

/** `POST /api/v1/patients/:id/devices`. */
export const assignDeviceSchema = z.strictObject({
  device: deviceIdSchema,
  profile: z.string().min(1).max(64),
  /** Now, if absent; earlier lets in what is in quarantine from then on. */
  from: isoTimeSchema.optional(),
  /** Ends what somebody else has of it at that moment, instead of being refused. */
  instead: z.boolean().default(false),
})
/** `POST /api/v1/patients/:id/devices/:assignment/end`. */
export const endAssignmentSchema = z.strictObject({ until: isoTimeSchema.optional() })

/** `POST /api/v1/patients/:id/devices/move`: what a device measured in a span was somebody else's. */
export const moveReadingsSchema = z.strictObject({
  device: deviceIdSchema,
  from: isoTimeSchema,
  to: isoTimeSchema,
  patient: z.string().max(100),
  note: paragraph(500).optional(),
})
export const movedSchema = z.object({ moved: z.int() })

export const KIT_STATES = ['ready', 'in-use', 'returning', 'in-check'] as const
export const kitStateSchema = z.enum(KIT_STATES)
export type KitState = z.infer<typeof kitStateSchema>
/** What has to be done before a kit goes to somebody else, in this order. */
export const KIT_STEPS = ['returned', 'checked', 'cleaned', 'emptied'] as const
export const kitStepSchema = z.enum(KIT_STEPS)
export type KitStep = z.infer<typeof kitStepSchema>

/** One row of `GET /api/v1/kits`: a gateway and its devices; no people. */
export const kitSchema = z.object({
  id: z.string(),
  label: z.string(),
  gateway: gatewayIdSchema,
  home: z.string(),
  state: kitStateSchema,
  devices: z.array(z.object({ device: deviceIdSchema, profile: z.string() })),
  done: z.array(z.object({ step: kitStepSchema, at: isoTimeSchema, by: z.string() })),
})
export type Kit = z.infer<typeof kitSchema>
/** `POST /api/v1/kits`: a gateway that is known, and the devices that go with it. */
export const newKitSchema = z.strictObject({
  label: line(60),
  gateway: gatewayIdSchema,
  devices: z.array(z.strictObject({ device: deviceIdSchema, profile: z.string().min(1).max(64) })).max(50),
})
/** `POST /api/v1/kits/:id/steps`. */
export const kitStepRequestSchema = z.strictObject({ step: kitStepSchema })

/** What is wrong with a row of an import, in a code; the screen has the words and what to do. */
export const IMPORT_FAULTS = [
  'name-missing',
  'value-invalid',
  'identity-form',
  'identity-date',
  'identity-number',
  'identity-check',
  'identity-and-birth-year',
  'area-unknown',
  'twice-in-file',
  'too-few-columns',
] as const
export const importFaultSchema = z.enum(IMPORT_FAULTS)
export type ImportFault = z.infer<typeof importFaultSchema>

/** What is wrong with a whole file. */
export const FILE_FAULTS = [
  'file-empty',
  'file-too-large',
  'file-is-spreadsheet',
  'file-is-binary',
  'file-unreadable',
  'file-no-name-column',
  'file-too-many-rows',
] as const
export const fileFaultSchema = z.enum(FILE_FAULTS)
export type FileFault = z.infer<typeof fileFaultSchema>

/** The answer to `POST /api/v1/patients/import?dry=true|false`. Either all rows that are new come in, or none. */
export const importReportSchema = z.object({
  committed: z.boolean(),
  fault: fileFaultSchema.nullable(),
  /** How it was read. */
  encoding: z.enum(['utf-8', 'windows-1252']),
  separator: z.enum([';', ',', '\t']),
  /** Columns that are not known here, and were left out. */
  ignored: z.array(z.string()),
  rows: z.array(
    z.object({
      /** As a spreadsheet counts: the headings are line 1. */
      line: z.int(),
      name: z.string(),
      outcome: z.enum(['new', 'known', 'fault']),
      faults: z.array(z.object({ code: importFaultSchema, column: z.string() })),
      /** By what somebody who is there already was recognised, and who it is. */
      knownBy: z.enum(['personal-identity', 'name-and-birth-year']).nullable(),
    }),
  ),
})
export type ImportReport = z.infer<typeof importReportSchema>

/** `GET /api/v1/people/choices`: what a form offers. */
export const peopleChoicesSchema = z.object({
  areas: z.array(z.object({ id: z.string(), name: z.string() })),
  staff: z.array(actorSchema),
  kits: z.array(z.object({ id: z.string(), label: z.string() })),
})
export type PeopleChoices = z.infer<typeof peopleChoicesSchema>

export const ERASURE_DECISIONS = ['erased', 'kept'] as const
/** `GET /api/v1/patients/:id/erasure`: what the law lets happen to a record, and when. */
export const erasureStateSchema = z.object({
  /** When it may be erased; null: as long as the person is a client. */
  keptUntil: isoTimeSchema.nullable(),
  mayErase: z.boolean(),
  requests: z.array(
    z.object({ at: isoTimeSchema, by: z.string(), decision: z.enum(ERASURE_DECISIONS), ground: z.string() }),
  ),
})
export type ErasureState = z.infer<typeof erasureStateSchema>
export const erasureRequestSchema = z.strictObject({ reason: paragraph(1_000) })
export const erasureAnswerSchema = z.object({
  decision: z.enum(ERASURE_DECISIONS),
  keptUntil: isoTimeSchema.nullable(),
})
