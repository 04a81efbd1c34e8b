import { z } from 'zod'
import { prioritySchema, problemSchema } from './alert.ts'
import { roleSchema } from './api.ts'
import { isoTimeSchema } from './identifiers.ts'

/** `2026-11-26`: a day of the wall's calendar. */
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'not a date')
  .refine((text) => !Number.isNaN(Date.parse(text)), 'no such day')
/** `07:00`: what the clock on the wall shows. */
const wallTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day')

const idSchema = z.string().min(1).max(64)
const nameSchema = z.string().trim().min(1).max(100)

/** Monday is 1, Sunday 7, and 8 a public holiday, whatever its weekday. */
export const HOLIDAY = 8
const weekdaySchema = z.int().min(1).max(HOLIDAY)

/**
 * When a layer counts. A window begins on one of its days; one whose end is not after its beginning ends on the next day.
 * In a layer that names day 8 anywhere, a public holiday is that and not its weekday.
 */
const windowSchema = z.object({
  days: z.array(weekdaySchema).min(1).max(8),
  from: wallTimeSchema,
  until: wallTimeSchema,
})
export type DutyWindow = z.infer<typeof windowSchema>

const crewSchema = z.array(idSchema).max(20)

/** Crews that take turns. */
const layerSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** Staff ids; all of a crew are on at once. */
  crews: z.array(crewSchema).min(1).max(60),
  /** The first crew's turn begins on this day, at `handover`; before it nobody of this layer is on. */
  from: dateSchema,
  /** The last day; absent: until further notice. */
  until: dateSchema.optional(),
  handover: wallTimeSchema.default('07:00'),
  /** How many days a turn lasts: 1, or 7 for a week. */
  turnDays: z.int().min(1).max(60),
  /** Absent: around the clock. */
  windows: z.array(windowSchema).min(1).max(30).optional(),
})
export type DutyLayer = z.infer<typeof layerSchema>

/** Instead of what the layers say: a swap, a replacement, somebody extra. */
const overrideSchema = z
  .object({
    id: idSchema,
    from: isoTimeSchema,
    until: isoTimeSchema,
    /** Who is away; absent: nobody, `instead` come besides those on. */
    away: idSchema.optional(),
    /** Who comes; empty: nobody, and if nobody else is on, that is a gap. */
    instead: crewSchema,
    reason: z.string().trim().max(200).default(''),
  })
  .refine(({ from, until }) => from < until, 'it ends after it has begun')
export type DutyOverride = z.infer<typeof overrideSchema>

/** Who is on call when. A layer covers those after it: only the first that has somebody at a moment counts. */
export const scheduleSchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** Undefined: for every area. */
  area: idSchema.optional(),
  layers: z.array(layerSchema).max(20),
  /** Days that are public holidays here besides those of the whole country. */
  holidays: z.array(dateSchema).max(100).default([]),
  /** When somebody has to be on, so that nobody is a gap. Absent: always. */
  required: z.array(windowSchema).min(1).max(30).optional(),
  /** How long after a shift has begun its people have to have said that they are on and hear it; null: not asked for. */
  confirmMinutes: z.int().min(1).max(240).nullable().default(15),
  overrides: z.array(overrideSchema).max(1000).default([]),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** Whom a step of an escalation goes to. */
const targetSchema = z.discriminatedUnion('type', [
  /** Whoever is on by that schedule at that moment. */
  z.object({ type: z.literal('schedule'), schedule: idSchema }),
  /** Everybody of that role who may see the patient. */
  z.object({ type: z.literal('role'), role: roleSchema }),
  z.object({ type: z.literal('staff'), staff: idSchema }),
  /** The patient's relatives who have agreed to answer, and whom the patient has agreed to. */
  z.object({ type: z.literal('relatives') }),
])
export type EscalationTarget = z.infer<typeof targetSchema>

/** An alert climbs one step when nobody has taken it in time. */
export const policySchema = z.object({
  id: idSchema,
  name: nameSchema,
  /** Absent: of alerts about people; `technical`: of what is wrong with machines. */
  kind: z.literal('technical').optional(),
  /** Absent: every area. */
  area: idSchema.optional(),
  /** Absent: every problem. */
  problems: z.array(problemSchema).min(1).optional(),
  priorities: z.array(prioritySchema).min(1),
  steps: z
    .array(
      z.object({
        to: z.array(targetSchema).min(1).max(20),
        /** How long this step has before the next one. */
        waitSeconds: z.int().min(10).max(86_400),
      }),
    )
    .min(1)
    .max(20),
  /** How often the whole chain is gone through again before the alert is shown as unanswered. */
  repeats: z.int().min(0).max(20).default(1),
  /** How many people have to have taken it before it stops climbing. One, of what is wrong with a machine. */
  takers: z.int().min(1).max(5).default(1),
  /** Taken and not resolved for so long, it is open again and nobody's. Absent: never. */
  holdSeconds: z
    .int()
    .min(60)
    .max(7 * 86_400)
    .optional(),
})
export type EscalationPolicy = z.infer<typeof policySchema>

/** One step as it was told: to whom, by name in the history and by id here. */
const callSchema = z.object({
  round: z.int().min(0),
  step: z.int().min(0),
  at: isoTimeSchema,
  /** Staff or relatives; empty: there was nobody, and the step was passed at once. */
  people: z.array(idSchema),
})

/**
 * Where an unresolved alert stands in its chain. `climbing`: the next step comes at `due`. `unanswered`: the whole chain has
 * been gone through; it is shown as such, and goes on from the beginning at `due`. `taken`: by enough people; `due` is when
 * they have had it for too long, if the policy says so.
 */
export const escalationSchema = z.object({
  policy: policySchema,
  status: z.enum(['climbing', 'unanswered', 'taken']),
  /** The alert's version in which this chain began. */
  began: z.int().min(1),
  round: z.int().min(0),
  /** The step that comes at `due`; as many as there are steps: a new round. */
  step: z.int().min(0),
  due: isoTimeSchema.nullable(),
  calls: z.array(callSchema),
})
export type Escalation = z.infer<typeof escalationSchema>
export type EscalationCall = z.infer<typeof callSchema>
