import { z } from 'zod'
import { actorSchema, prioritySchema } from './alert.ts'
import { roleSchema } from './api.ts'
import { isoTimeSchema } from './identifiers.ts'
import { dateSchema, policySchema, scheduleSchema } from './on-call.ts'

/** In a path: what a schedule or a policy is called in other settings, too. */
export const onCallIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens')

/** Who changed something last, in which version, and why. */
const changed = {
  version: z.int().min(1),
  changedAt: isoTimeSchema,
  changedBy: z.string().nullable(),
  reason: z.string(),
}
export const keptScheduleSchema = scheduleSchema.extend(changed)
export type KeptSchedule = z.infer<typeof keptScheduleSchema>
export const keptPolicySchema = policySchema.extend(changed)
export type KeptPolicy = z.infer<typeof keptPolicySchema>

const reason = z.string().trim().min(1).max(300)
/** `version`: which one was seen; 0: there was none. Refused with `on-call-changed` if there is another one by now. */
const seen = { version: z.int().min(0), reason }

/** `PUT /api/v1/on-call/schedules/:id`; overrides stay as they are. */
export const putScheduleSchema = scheduleSchema.omit({ id: true, overrides: true }).extend(seen).strict()
export type PutSchedule = z.infer<typeof putScheduleSchema>
/** `PUT /api/v1/on-call/policies/:id` */
export const putPolicySchema = policySchema.omit({ id: true }).extend(seen).strict()
export type PutPolicy = z.infer<typeof putPolicySchema>
/** `POST /api/v1/on-call/{schedules,policies}/:id/removal` */
export const removeOnCallSchema = z.strictObject(seen)
/** `POST /api/v1/on-call/schedules/:id/restoration` and of policies: as it was when it was taken away, exceptions and all. */
export const restoreOnCallSchema = z.strictObject({ reason: seen.reason })

/** `POST /api/v1/on-call/schedules/:id/overrides`: somebody away, somebody instead, somebody besides. */
export const addOverrideSchema = z
  .strictObject({
    from: isoTimeSchema,
    until: isoTimeSchema,
    away: z.string().max(64).optional(),
    instead: z.array(z.string().min(1).max(64)).max(20),
    reason,
  })
  .refine(({ from, until }) => from < until, 'it ends after it has begun')
  .refine(({ away, instead }) => away !== undefined || instead.length > 0, 'somebody is away or comes')

/** What somebody should see to before it is night. */
export const ROSTER_FAULTS = ['gap', 'uncovered', 'double', 'unknown', 'blind'] as const
export const rosterFaultSchema = z.object({
  /**
   * gap: nobody is on. uncovered: nobody by any schedule of a policy's first step. double: on twice at once.
   * unknown: an account that cannot sign in. blind: works in other areas than the schedule's, and sees none of its clients.
   */
  type: z.enum(ROSTER_FAULTS),
  schedules: z.array(z.string()),
  policy: z.string().optional(),
  staff: actorSchema.optional(),
  from: isoTimeSchema,
  until: isoTimeSchema,
})
export type ShownRosterFault = z.infer<typeof rosterFaultSchema>

/** After a change: the number that it made, and what is wrong with the coming two weeks by now. */
export const onCallDoneSchema = z.object({ id: z.string(), version: z.int(), faults: z.array(rosterFaultSchema) })

const dutySchema = z.object({ from: isoTimeSchema, until: isoTimeSchema, staff: z.array(actorSchema) })
export type ShownDuty = z.infer<typeof dutySchema>

export const SWAP_STATES = ['offered', 'accepted', 'declined', 'withdrawn', 'undone'] as const
/** One's own shift offered to another, who has to accept it. */
export const swapSchema = z.object({
  id: z.string(),
  schedule: z.string(),
  from: isoTimeSchema,
  until: isoTimeSchema,
  by: actorSchema,
  to: actorSchema,
  note: z.string(),
  status: z.enum(SWAP_STATES),
  offeredAt: isoTimeSchema,
  decidedAt: isoTimeSchema.nullable(),
})
export type Swap = z.infer<typeof swapSchema>
export const offerSwapSchema = z
  .strictObject({
    schedule: z.string().min(1).max(64),
    from: isoTimeSchema,
    until: isoTimeSchema,
    to: z.string().min(1).max(64),
    note: z.string().trim().max(300).default(''),
  })
  .refine(({ from, until }) => from < until, 'it ends after it has begun')
export const SWAP_STEPS = ['accept', 'decline', 'withdraw', 'undo'] as const
export type SwapStep = (typeof SWAP_STEPS)[number]

/** Something wrong with who is on call; it climbs like an alert until somebody sees to it or it is put right. */
export const dutyWarningSchema = z.object({
  id: z.string(),
  /** gap: nobody is on. uncovered: nobody in a policy's first step. unconfirmed: on, and has not said so. */
  kind: z.enum(['gap', 'uncovered', 'unconfirmed']),
  /** Of the schedule, or the policy. */
  subject: z.string(),
  name: z.string(),
  area: z.string().nullable(),
  staff: actorSchema.nullable(),
  from: isoTimeSchema,
  until: isoTimeSchema,
  stage: z.enum(['ahead', 'now']),
  priority: prioritySchema,
  status: z.enum(['open', 'taken', 'cleared']),
  raisedAt: isoTimeSchema,
  takenBy: actorSchema.nullable(),
  /** Whom it has been told to so far, the last ones last. */
  told: z.array(actorSchema),
  /** There is nobody to tell it to. */
  nobody: z.boolean(),
})
export type DutyWarning = z.infer<typeof dutyWarningSchema>

/** What a person on the staff is told about their own duty. */
export const NOTICE_KINDS = ['comes-on', 'swap-offered', 'swap-answered', 'gap', 'uncovered', 'unconfirmed'] as const
export const dutyNoticeSchema = z.object({
  id: z.string(),
  kind: z.enum(NOTICE_KINDS),
  /** The schedule's name, or the policy's. */
  name: z.string(),
  from: isoTimeSchema,
  until: isoTimeSchema,
  about: actorSchema.nullable(),
  at: isoTimeSchema,
})
export type DutyNotice = z.infer<typeof dutyNoticeSchema>

/** A shift of the one who asks. */
export const ownShiftSchema = z.object({
  schedule: z.string(),
  name: z.string(),
  from: isoTimeSchema,
  until: isoTimeSchema,
  /** asked: to be confirmed, until `confirmBy`. not-asked: too early, or this schedule does not ask. */
  confirmation: z.enum(['not-asked', 'asked', 'late', 'confirmed']),
  confirmBy: isoTimeSchema.nullable(),
})
export type OwnShift = z.infer<typeof ownShiftSchema>

/** `GET /api/v1/on-call/now`: who is on, who is next, what is wrong, and what is asked of the one who asks. */
export const onCallNowSchema = z.object({
  at: isoTimeSchema,
  schedules: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      area: z.string().nullable(),
      now: dutySchema,
      next: dutySchema.nullable(),
      /** Whether anybody has to be on at this moment. */
      required: z.boolean(),
    }),
  ),
  warnings: z.array(dutyWarningSchema),
  own: z.object({
    notices: z.array(dutyNoticeSchema),
    shift: ownShiftSchema.nullable(),
    offers: z.array(swapSchema),
  }),
})
export type OnCallNow = z.infer<typeof onCallNowSchema>

/** `GET /api/v1/on-call/calendar?from&days` */
export const onCallCalendarSchema = z.object({
  from: isoTimeSchema,
  until: isoTimeSchema,
  schedules: z.array(z.object({ id: z.string(), name: z.string(), duties: z.array(dutySchema) })),
  faults: z.array(rosterFaultSchema),
  holidays: z.array(z.object({ date: dateSchema, name: z.string() })),
})
export type OnCallCalendar = z.infer<typeof onCallCalendarSchema>

const colleagueSchema = actorSchema.extend({ role: roleSchema })
/** `GET /api/v1/on-call/settings` */
export const onCallSettingsSchema = z.object({
  schedules: z.array(keptScheduleSchema),
  policies: z.array(keptPolicySchema),
  /** Where none of those fits. */
  defaults: z.array(policySchema),
  areas: z.array(actorSchema),
  staff: z.array(colleagueSchema),
  /** Taken away lately, and can be brought back. */
  removed: z.array(
    z.object({
      what: z.enum(['schedule', 'policy']),
      id: z.string(),
      name: z.string(),
      at: isoTimeSchema,
      by: z.string().nullable(),
      reason: z.string(),
    }),
  ),
})
export type OnCallSettings = z.infer<typeof onCallSettingsSchema>

/** One row of `GET /api/v1/on-call/history?what&id`, newest first. */
export const onCallChangeSchema = z.object({
  what: z.enum(['schedule', 'policy']),
  id: z.string(),
  version: z.int(),
  at: isoTimeSchema,
  by: z.string().nullable(),
  reason: z.string(),
  /** What it was from then on; null: it was taken away. */
  schedule: scheduleSchema.nullable(),
  policy: policySchema.nullable(),
})
export type OnCallChange = z.infer<typeof onCallChangeSchema>

/** `GET /api/v1/on-call/shifts`: one's own for the coming weeks, and the swaps that concern one. */
export const ownShiftsSchema = z.object({ shifts: z.array(ownShiftSchema), swaps: z.array(swapSchema) })
export type OwnShifts = z.infer<typeof ownShiftsSchema>

/** `POST /api/v1/on-call/shifts/confirmation`: I am on. `heard`: the test sound was heard on this device. */
export const confirmShiftSchema = z.strictObject({ schedule: z.string().min(1).max(64), heard: z.boolean() })

/** A calendar that a phone subscribes to; the address is told once. */
export const calendarFeedSchema = z.object({
  id: z.string(),
  /** null: one's own shifts. */
  schedule: z.string().nullable(),
  createdAt: isoTimeSchema,
  lastUsedAt: isoTimeSchema.nullable(),
})
export type CalendarFeed = z.infer<typeof calendarFeedSchema>
export const makeCalendarFeedSchema = z.strictObject({ schedule: z.string().min(1).max(64).nullable() })
export const calendarFeedMadeSchema = z.object({ id: z.string(), path: z.string() })

/** `GET /api/v1/me/calls`: a relative who can be asked to go and look, and is being asked. */
export const relativeCallsSchema = z.object({
  /** Whom the relative may be asked about, by that person's consent. */
  about: z.array(actorSchema),
  /** Whether the relative has agreed to being asked. */
  agreed: z.boolean(),
  calls: z.array(
    z.object({
      alert: z.string(),
      patient: actorSchema,
      at: isoTimeSchema,
      answer: z.enum(['goes', 'cannot']).nullable(),
      /** Somebody has seen to it. */
      ended: z.boolean(),
    }),
  ),
})
export type RelativeCalls = z.infer<typeof relativeCallsSchema>
export const answerCallSchema = z.strictObject({ goes: z.boolean() })
export const answerCallsSchema = z.strictObject({ agreed: z.boolean() })
