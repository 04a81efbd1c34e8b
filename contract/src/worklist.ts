import { z } from 'zod'
import { actorSchema, prioritySchema } from './alert.ts'
import type { Role } from './api.ts'
import { storedReadingSchema } from './api.ts'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { TASK_KINDS } from './task.ts'
import { technicalProblemSchema } from './technical-alert.ts'
import { wordsSchema } from './words.ts'

/** Work that the list itself keeps. Alerts, tasks and unplaced data are kept elsewhere and shown in the same queue. */
export const WORK_KINDS = ['call-back', 'trigger', 'plan-review', 'technical'] as const
export const workKindSchema = z.enum(WORK_KINDS)
export type WorkKind = z.infer<typeof workKindSchema>

/** Everything that can stand in a queue. */
export const ENTRY_KINDS = ['alert', ...TASK_KINDS, 'unassigned', 'technical-alert', ...WORK_KINDS] as const
const entryKindSchema = z.enum(ENTRY_KINDS)
export type EntryKind = z.infer<typeof entryKindSchema>

const CARE_QUEUE: readonly EntryKind[] = [
  'alert',
  'call-back',
  'trigger',
  'measure-again',
  'ask-person',
  'person-uncertain',
  'plan-review',
]
/** What stands in the queue of which role; a role that is not named has none. */
export const QUEUES: Readonly<Partial<Record<Role, readonly EntryKind[]>>> = {
  nurse: CARE_QUEUE,
  'on-call': CARE_QUEUE.filter((kind) => kind !== 'plan-review'),
  coordinator: [...CARE_QUEUE, 'unassigned'],
  physician: ['alert', 'trigger', 'call-back', 'plan-review'],
  technician: ['technical-alert', 'technical', 'unassigned'],
}

/** What another service can tell of, and by when somebody is to have seen to it, in minutes (ours; a region may differ). */
export const TRIGGERS = {
  'emergency-visit': { priority: 'medium', dueMinutes: 60 },
  'ambulance-called': { priority: 'medium', dueMinutes: 60 },
  'telecare-alarm': { priority: 'medium', dueMinutes: 30 },
  'hospital-admitted': { priority: 'low', dueMinutes: 24 * 60 },
  'hospital-discharged': { priority: 'low', dueMinutes: 24 * 60 },
  'laboratory-abnormal': { priority: 'medium', dueMinutes: 4 * 60 },
  'prescription-changed': { priority: 'low', dueMinutes: 24 * 60 },
  'contact-requested': { priority: 'low', dueMinutes: 4 * 60 },
  'home-visit-missed': { priority: 'medium', dueMinutes: 2 * 60 },
  'area-disturbance': { priority: 'medium', dueMinutes: 60 },
} as const satisfies Readonly<Record<string, { priority: z.infer<typeof prioritySchema>; dueMinutes: number }>>
export type TriggerCode = keyof typeof TRIGGERS
export const TRIGGER_CODES = Object.keys(TRIGGERS) as [TriggerCode, ...TriggerCode[]]
const triggerCodeSchema = z.enum(TRIGGER_CODES)

export const TECHNICAL_CODES = ['gateway-offline', 'battery-low'] as const
const technicalCodeSchema = z.enum(TECHNICAL_CODES)

/** How each kind of work can end, as somebody says. */
export const WORK_OUTCOMES = {
  'call-back': ['reached', 'visit-agreed', 'not-reached', 'not-needed'],
  trigger: ['seen-to', 'visit-agreed', 'not-needed'],
  'plan-review': ['reviewed', 'not-needed'],
  technical: ['mended', 'visit-agreed', 'not-needed'],
} as const satisfies Readonly<Record<WorkKind, readonly string[]>>
/** `gone`: what it was about is over by itself. */
export const ALL_WORK_OUTCOMES = [...new Set([...Object.values(WORK_OUTCOMES).flat(), 'gone' as const])]
export const workOutcomeSchema = z.enum(ALL_WORK_OUTCOMES)
export type WorkOutcome = z.infer<typeof workOutcomeSchema>

/** What a piece of work is about. */
const aboutSchema = z.object({
  /** In somebody's own words: why to call, what the other service says. */
  text: z.string().optional(),
  phone: z.string().optional(),
  /** The alert from which it came. */
  alert: ulidSchema.optional(),
  code: z.union([triggerCodeSchema, technicalCodeSchema]).optional(),
  /** Of a technical alert. */
  problem: technicalProblemSchema.optional(),
  /** The other service, by name. */
  source: z.string().optional(),
  gateway: z.string().optional(),
  device: z.string().optional(),
  percent: z.number().optional(),
  /** Since when, or when it happened. */
  at: isoTimeSchema.optional(),
})
export type WorkAbout = z.infer<typeof aboutSchema>

const workEventSchema = z.object({
  at: isoTimeSchema,
  event: z.enum(['created', 'claimed', 'released', 'postponed', 'handed-over', 'done', 'gone']),
  /** Absent when the system did it. */
  by: actorSchema.optional(),
  text: z.string().optional(),
  /** The new time that was promised. */
  due: isoTimeSchema.optional(),
  to: actorSchema.optional(),
})
export type WorkEvent = z.infer<typeof workEventSchema>

const named = z.object({ id: z.string(), name: z.string() })

export const workItemSchema = z.object({
  id: ulidSchema,
  kind: workKindSchema,
  /** null: it concerns the area. */
  patient: named.nullable(),
  area: named.nullable(),
  status: z.enum(['open', 'claimed', 'done']),
  priority: prioritySchema,
  /** Promised, or due, by then. */
  due: isoTimeSchema.nullable(),
  createdAt: isoTimeSchema,
  changedAt: isoTimeSchema,
  /** Grows by one with every change. */
  version: z.int().min(1),
  /** Who has it, or had it when it ended. */
  owner: actorSchema.nullable(),
  outcome: workOutcomeSchema.optional(),
  about: aboutSchema,
  history: z.array(workEventSchema),
})
export type WorkItem = z.infer<typeof workItemSchema>

/** One row of a queue. */
export const workEntrySchema = z.object({
  /** Of the alert, task or item; `unassigned` for all unplaced data together. */
  id: z.string(),
  kind: entryKindSchema,
  patient: named.nullable(),
  area: named.nullable(),
  priority: prioritySchema.nullable(),
  due: isoTimeSchema.nullable(),
  since: isoTimeSchema,
  owner: actorSchema.nullable(),
  version: z.int(),
  words: wordsSchema.optional(),
  about: aboutSchema.optional(),
  reading: storedReadingSchema.optional(),
  /** How many things it stands for. */
  count: z.int().optional(),
})
export type WorkEntry = z.infer<typeof workEntrySchema>

/** `GET /api/v1/worklist`: what harms first, first. */
export const worklistSchema = z.object({
  madeAt: isoTimeSchema,
  entries: z.array(workEntrySchema),
  /** More than are shown. */
  total: z.int(),
})
export type Worklist = z.infer<typeof worklistSchema>

const note = z.string().trim().max(500).optional()
const seen = { version: z.int().min(1).optional() }
/** `version` everywhere: the item as the person saw it; refused with `work-changed` if it has changed since. */
export const workSeenSchema = z.strictObject(seen)
export const workDoneSchema = z.strictObject({ ...seen, outcome: workOutcomeSchema.exclude(['gone']), note })
export const workPostponeSchema = z.strictObject({ ...seen, due: isoTimeSchema, note })

/** `POST /api/v1/patients/:id/call-backs`: somebody is promised a call by then. */
export const newCallBackSchema = z.strictObject({
  due: isoTimeSchema,
  text: z.string().trim().min(1).max(500),
  phone: z.string().trim().max(40).optional(),
  /** Made while this alert was seen to. */
  alert: ulidSchema.optional(),
  /** Whether whoever promises it keeps it; else it is anybody's. */
  mine: z.boolean().default(false),
})

/** `POST /api/v1/triggers`, signed: what another service tells. `patient` or `area`, our own ids. */
export const triggerSchema = z
  .strictObject({
    /** The sender's own number of this event: the same again is the same. */
    id: z.string().min(1).max(100),
    code: triggerCodeSchema,
    /** When it happened. */
    at: isoTimeSchema,
    patient: z.string().min(1).max(100).optional(),
    area: z.string().min(1).max(100).optional(),
    text: z.string().trim().max(500).optional(),
  })
  .refine(({ patient, area }) => (patient === undefined) !== (area === undefined), 'a patient or an area')
export type Trigger = z.infer<typeof triggerSchema>
/** `repeated`: it was known already, and nothing was added. */
export const triggerTakenSchema = z.object({ item: ulidSchema, repeated: z.boolean() })

/** How far the sender's clock may be from ours, either way. */
export const TRIGGER_WINDOW_MS = 5 * 60_000

/** `POST /api/v1/trigger-sources`: `areas` are the ids of those it may tell of. */
export const newTriggerSourceSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  areas: z.union([z.literal('every'), z.array(z.string().min(1).max(100)).min(1).max(500)]),
})
export const triggerSourceSchema = z.object({
  id: ulidSchema,
  name: z.string(),
  areas: z.union([z.literal('every'), z.array(z.string())]),
  createdAt: isoTimeSchema,
  lastUsedAt: isoTimeSchema.nullable(),
  revokedAt: isoTimeSchema.nullable(),
})
export type TriggerSource = z.infer<typeof triggerSourceSchema>
/** With the secret, shown this once. */
export const createdTriggerSourceSchema = triggerSourceSchema.extend({ secret: z.string() })

/** What a card of `today` says first. */
export const NEEDS = ['worse', 'missing', 'new', 'green'] as const
const needSchema = z.enum(NEEDS)
export type Need = z.infer<typeof needSchema>

/** The last value of a sign, and how it stands to the person's own last weeks. */
const signNowSchema = storedReadingSchema.pick({ kind: true, value: true, components: true, at: true }).extend({
  /** Above or below where four fifths of the person's own values lie; null: too few to say. */
  trend: z.enum(['up', 'down', 'steady']).nullable(),
})
export type SignNow = z.infer<typeof signNowSchema>

/** When somebody has looked, and found all well. */
const greenSeenSchema = z.object({ id: ulidSchema, at: isoTimeSchema, by: actorSchema, undoUntil: isoTimeSchema })

export const todayCardSchema = z.object({
  patient: named.extend({ address: z.string().nullable(), phone: z.string().nullable() }),
  need: needSchema,
  /** What there is to do for this person, what harms first first. */
  due: z.array(workEntrySchema),
  signs: z.array(signNowSchema),
  /** When anything was last measured; null: never. */
  measuredAt: isoTimeSchema.nullable(),
  seen: greenSeenSchema.nullable(),
})
export type TodayCard = z.infer<typeof todayCardSchema>

/** `GET /api/v1/today?whose=mine|all&from`: by need, and within it by harm. */
export const todaySchema = z.object({
  madeAt: isoTimeSchema,
  counts: z.record(needSchema, z.int()),
  cards: z.array(todayCardSchema),
  /** Where the next page begins; null: there is none. */
  next: z.int().nullable(),
  /** Bulk looks that can still be undone by the one who asks. */
  undoable: z.array(z.object({ id: ulidSchema, at: isoTimeSchema, undoUntil: isoTimeSchema, patients: z.int() })),
})
export type Today = z.infer<typeof todaySchema>

/** `POST /api/v1/today/seen`. */
export const greenSeenBodySchema = z.strictObject({ patients: z.array(z.string().min(1).max(100)).min(1).max(500) })
/** `left`: those who are not well any more, and were not marked. */
export const greenMarkedSchema = z.object({
  id: ulidSchema.nullable(),
  undoUntil: isoTimeSchema.nullable(),
  marked: z.array(z.string()),
  left: z.array(z.string()),
})
export type GreenMarked = z.infer<typeof greenMarkedSchema>

/** How long "all seen" can be taken back. */
export const UNDO_SEEN_MS = 15 * 60_000
