import { z } from 'zod'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { wordsSchema } from './words.ts'

/** IEC 60601-1-8: high = immediate response, medium = prompt response, low = awareness. */
export const prioritySchema = z.enum(['high', 'medium', 'low'])
export type Priority = z.infer<typeof prioritySchema>
/** Harm first: sorts high before medium before low. */
export const PRIORITY_RANK: Readonly<Record<Priority, number>> = { high: 0, medium: 1, low: 2 }

/** How long an alert of a priority can be put off. */
export const SNOOZE_MOST_MINUTES: Readonly<Record<Priority, number>> = { high: 15, medium: 240, low: 720 }

export const alertStatusSchema = z.enum(['open', 'acknowledged', 'resolved'])
export type AlertStatus = z.infer<typeof alertStatusSchema>

/** The closed list of rules that can raise an alert. */
export const RULES = [
  'sos',
  'fall',
  'smoke',
  'water-leak',
  'news2',
  'limit',
  'weight-gain',
  'weight-gain-day',
  'weight-trend',
  'over-diuresis',
  'malnutrition',
  'glucose',
  'copd',
  'heart-rate-baseline',
  'respiration-baseline',
  'activity-baseline',
  'sleep-baseline',
  'delirium',
  'inactivity',
  'night-unrest',
  'blood-pressure-average',
  'sensor-stuck',
  'value-impossible',
  'dose-late',
  'silence',
  'dose-missed',
  'dispenser-fault',
  'alive-test',
  'promise-overdue',
] as const
export const ruleSchema = z.enum(RULES)
export type Rule = z.infer<typeof ruleSchema>

/** What is wrong, as one alert sees it: there is at most one unresolved alert per patient and problem. */
export const PROBLEMS = [
  'sos',
  'fall',
  'home-hazard',
  'vital-signs',
  'fluid',
  'medication',
  'nutrition',
  'blood-pressure',
  'activity',
  'silence',
  'device',
  'promise',
  'test',
] as const
export const problemSchema = z.enum(PROBLEMS)
export type Problem = z.infer<typeof problemSchema>

/** One item on which a finding rests. */
export const basisSchema = z.object({
  /** ULID of the item. */
  item: ulidSchema,
  kind: z.string(),
  at: isoTimeSchema,
  value: z.union([z.number(), z.string()]).optional(),
  components: z.object({ systolic: z.number(), diastolic: z.number(), mean: z.number().optional() }).optional(),
  unit: z.string().optional(),
  device: z.string().optional(),
  quality: z.array(z.string()).optional(),
  /** NEWS2 points that this item gave. */
  points: z.int().optional(),
  /** The limit that it left, where there is one. */
  limit: z.number().optional(),
  /** The earlier value that it is compared with. */
  baseline: z.number().optional(),
  /** Somebody has found it to be wrong since. */
  withdrawn: z.boolean().optional(),
})
export type Basis = z.infer<typeof basisSchema>

/** What detection says about one patient at one moment. */
export const findingSchema = z.object({
  rule: ruleSchema,
  ruleVersion: z.int(),
  problem: problemSchema,
  /**
   * raised: true now and was not before. worse: was true and is now worse. cleared: no longer true.
   * occurred: an event, which is never "still true" (an SOS, a missed dose).
   */
  change: z.enum(['raised', 'worse', 'cleared', 'occurred']),
  priority: prioritySchema,
  /** Event time of the item that caused it. */
  at: isoTimeSchema,
  words: wordsSchema,
  basis: z.array(basisSchema),
  /** The home itself cannot be reached: others of its area may be for the same cause. */
  cutOff: z.literal(true).optional(),
})
export type Finding = z.infer<typeof findingSchema>

export const OUTCOMES = [
  'phone',
  'video',
  'visit',
  'ambulance',
  'next-of-kin',
  'measured-again',
  'technical',
  'false-alarm',
] as const
/** Why something was a false alarm; over half are technique (docs/clinical-sources.md). */
export const FALSE_ALARM_CAUSES = [
  'technique',
  'worn-wrongly',
  'poor-signal',
  'device-fault',
  'pressed-by-mistake',
  'another-person',
  'limit-too-tight',
  'usual-for-person',
  'other',
] as const
export const falseAlarmCauseSchema = z.enum(FALSE_ALARM_CAUSES)
export type FalseAlarmCause = z.infer<typeof falseAlarmCauseSchema>
/** With what alerts end that nobody has to look after any more, by a step in the person's way through the service. */
export const CLOSING_OUTCOMES = ['client-died', 'left-service'] as const
export type ClosingOutcome = (typeof CLOSING_OUTCOMES)[number]
/** With what an alert ends that nobody had, where the plan allows it: what was found has been over for long enough. */
export const ENDED_BY_ITSELF = 'cleared'
/** What somebody can choose. */
export const chosenOutcomeSchema = z.enum(OUTCOMES)
export const outcomeSchema = z.enum([...OUTCOMES, ...CLOSING_OUTCOMES, ENDED_BY_ITSELF])
export type Outcome = z.infer<typeof outcomeSchema>

/** A person on the staff, as shown beside what they did. */
export const actorSchema = z.object({ id: z.string(), name: z.string() })
export type Actor = z.infer<typeof actorSchema>

export const alertEventSchema = z.object({
  at: isoTimeSchema,
  event: z.enum([
    'raised',
    'grew',
    'worsened',
    'reopened',
    'cleared',
    'acknowledged',
    /** A second one takes it, too, where that is asked for. */
    'joined',
    'assigned',
    'handed-back',
    'snoozed',
    'snooze-ended',
    /** Had for longer than the policy allows. */
    'expired',
    /** Its step was told to `people`; to nobody, if there was nobody. */
    'called',
    /** A relative who was called goes and looks, or cannot (`goes`). */
    'answered',
    /** Everybody has been called in vain. */
    'unanswered',
    'note',
    /** Part of something that many homes have: somebody is called for all of them together. */
    'grouped',
    'corrected',
    'resolved',
  ]),
  /** Absent when the system did it. */
  by: actorSchema.optional(),
  text: z.string().optional(),
  outcome: outcomeSchema.optional(),
  /** Of a false alarm. */
  cause: falseAlarmCauseSchema.optional(),
  /** Whom it was assigned to. */
  to: actorSchema.optional(),
  /** Who was called: the first of them, and how many they were. */
  people: z.array(actorSchema).optional(),
  count: z.int().optional(),
  goes: z.boolean().optional(),
  /** When a snooze ends. */
  until: isoTimeSchema.optional(),
  rule: ruleSchema.optional(),
  /** The version of the alert that this made. */
  version: z.int().min(1).optional(),
})
export type AlertEvent = z.infer<typeof alertEventSchema>

/** How an unresolved alert goes on by itself. */
const climbSchema = z.object({
  status: z.enum(['climbing', 'unanswered', 'taken']),
  /** When the next step is called, or it is taken from its owner; null: not by itself. */
  due: isoTimeSchema.nullable(),
  /** How many steps have been called in this round, and how many there are. */
  step: z.int().min(0),
  steps: z.int().min(1),
  /** Nobody at all could be called. */
  nobody: z.boolean(),
  /** Where more than one has to have it: how many do, and how many have to. */
  takers: z.int().min(0).optional(),
  wanted: z.int().min(2).optional(),
})
export type Climb = z.infer<typeof climbSchema>

export const alertSchema = z.object({
  id: ulidSchema,
  patient: z.object({ id: z.string(), name: z.string() }),
  problem: problemSchema,
  priority: prioritySchema,
  status: alertStatusSchema,
  rule: ruleSchema,
  ruleVersion: z.int(),
  /** In English, for logs and integrators; screens show `words`. */
  title: z.string(),
  words: wordsSchema,
  /** When the server raised it. */
  raisedAt: isoTimeSchema,
  /** When what it is about happened (event time of the first finding). */
  occurredAt: isoTimeSchema,
  /** False once what was found is no longer so. Absent for events. */
  stillTrue: z.boolean().optional(),
  /** Grows by one with every change. */
  version: z.int().min(1),
  /** Who has it; null while nobody has. */
  owner: actorSchema.nullable(),
  /** What was found is over: it then ends by itself, unless it comes again or somebody takes it. */
  clearsAt: isoTimeSchema.optional(),
  /** Its owner has put it off until then: it is then open again. */
  snoozedUntil: isoTimeSchema.optional(),
  /** One cause of many alerts: somebody is called for the one that leads, and for the others only when it has been resolved. */
  storm: z.object({ id: ulidSchema, since: isoTimeSchema, leads: z.boolean() }).optional(),
  /** Where it stands in its chain, while it is unresolved. */
  climb: climbSchema.optional(),
  basis: z.array(basisSchema),
  history: z.array(alertEventSchema),
})
export type Alert = z.infer<typeof alertSchema>

/** Since when an open alert has been waiting for somebody: since it was raised, or opened again. */
export const waitingSince = ({ history, raisedAt }: Pick<Alert, 'history' | 'raisedAt'>): string =>
  history.findLast(({ event }) => event === 'raised' || event === 'reopened')?.at ?? raisedAt

/** How often an alert has called for somebody: it calls again when it gets worse or is opened again. */
export const callsOf = ({ history }: Pick<Alert, 'history'>): number =>
  history.filter(({ event }) => event === 'raised' || event === 'worsened' || event === 'reopened').length
