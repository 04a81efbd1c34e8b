import { z } from 'zod'
import { ruleSchema } from './alert.ts'
import { READING_KIND_NAMES } from './codes.ts'
import { isoTimeSchema } from './identifiers.ts'

/** A range that is left when the value is below `low` or above `high`; the bounds themselves are inside. */
const rangeSchema = z.object({ low: z.number().optional(), high: z.number().optional() })

/** On the wall, `08:00`. */
const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day')

/** A part of the day; it may cross midnight. `from` is in it, `to` is not. */
const hoursSchema = z
  .object({ from: timeOfDaySchema, to: timeOfDaySchema })
  .refine(({ from, to }) => from !== to, 'hours end at another time than they begin')

const limitSchema = z.object({
  kind: z.enum(READING_KIND_NAMES),
  /** Which part of a blood pressure; absent for all other kinds. */
  component: z.enum(['systolic', 'diastolic', 'mean']).optional(),
  /** Danger limits: outside is high priority. */
  red: rangeSchema.optional(),
  /** Attention limits: outside is medium priority. */
  yellow: rangeSchema.optional(),
  /** By day or by night only; absent: around the clock. */
  hours: hoursSchema.optional(),
})
export type Limit = z.infer<typeof limitSchema>

/** How long a reading counts towards NEWS2, in hours. Defaults: docs/clinical-sources.md. */
const windowsSchema = z.object({
  'respiratory-rate': z.number().positive().default(4),
  'oxygen-saturation': z.number().positive().default(4),
  'heart-rate': z.number().positive().default(4),
  'blood-pressure': z.number().positive().default(12),
  'body-temperature': z.number().positive().default(12),
  consciousness: z.number().positive().default(12),
  'supplemental-oxygen': z.number().positive().default(12),
})

/**
 * When a dose is to be taken, and what is early, late, critical and missed, in minutes from then: no window fits every
 * medicine. Windows may cross midnight.
 */
const doseSchema = z
  .object({
    at: timeOfDaySchema,
    /** Monday is 1; absent means every day. */
    days: z.array(z.int().min(1).max(7)).min(1).optional(),
    /** So long before it may be taken. */
    early: z.number().min(0).max(720),
    late: z.number().min(0).max(1440),
    /** From here on somebody has to see to it. */
    critical: z.number().min(0).max(1440),
    /** From here on it is not to be taken any more. */
    missed: z.number().min(0).max(1440),
  })
  .refine(
    ({ late, critical, missed }) => late <= critical && critical <= missed,
    'late, critical, missed in this order',
  )

const medicineSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  /** WHO's code, `C03CA01`. */
  atc: z
    .string()
    .regex(/^[A-Z]\d{2}[A-Z]{2}\d{2}$/)
    .optional(),
  /** Whether a dose that is not taken is high priority. */
  critical: z.boolean().default(false),
  /** Doses due before or after are none. */
  from: isoTimeSchema.optional(),
  until: isoTimeSchema.optional(),
  doses: z.array(doseSchema).max(12).default([]),
})
export type Medicine = z.infer<typeof medicineSchema>

const expectedSchema = z.object({
  kind: z.enum(READING_KIND_NAMES),
  withinHours: z
    .number()
    .positive()
    .max(24 * 60),
  /** When the person is to measure. */
  times: z.array(timeOfDaySchema).min(1).max(12).optional(),
  /** Monday is 1; absent means every day. */
  days: z.array(z.int().min(1).max(7)).min(1).optional(),
})
export type Expected = z.infer<typeof expectedSchema>

/** What the person and those who care for them want to reach. */
const goalSchema = z.object({
  id: z.string().min(1).max(64),
  text: z.string().trim().min(1).max(500),
  /** By what it is known to have been reached. */
  target: z.string().trim().min(1).max(200).optional(),
  due: z.iso.date().optional(),
})
export type Goal = z.infer<typeof goalSchema>

export const PAUSE_REASONS = ['hospital', 'travel', 'other'] as const
export const pauseReasonSchema = z.enum(PAUSE_REASONS)
export type PauseReason = z.infer<typeof pauseReasonSchema>

/** In hospital, or away: nothing is expected of the home. What is measured and reported is judged all the same. */
const pauseSchema = z
  .object({ from: isoTimeSchema, until: isoTimeSchema, reason: pauseReasonSchema })
  .refine(({ from, until }) => from < until, 'a pause ends after it has begun')

/** Weight lost unmeant: at least so many per cent within so many days. */
const lossSchema = (percent: number, days: number) =>
  z
    .object({ percent: z.number().positive().max(100).default(percent), days: z.int().min(7).max(180).default(days) })
    .prefault({})

/** How far from the person's own normal, in the person's own deviations, and how often in a row. */
const baselineSchema = (sigmas: number, sustained: number) =>
  z
    .object({
      enabled: z.boolean().default(false),
      sigmas: z.number().positive().default(sigmas),
      sustained: z.int().min(1).max(12).default(sustained),
    })
    .prefault({})

/** What is watched for one person, and how; every field has a default, so `{}` is the group's plan. */
export const planSchema = z.object({
  version: z.int().min(1).default(1),
  /** What people and devices themselves report (an SOS, a fall, smoke, a missed dose) is told with detection off, too. */
  detection: z
    .object({
      enabled: z.boolean().default(true),
      /** Rules that are switched off one by one; an SOS cannot be. */
      off: z.array(ruleSchema.exclude(['sos'])).default([]),
    })
    .prefault({}),
  news2: z
    .object({
      enabled: z.boolean().default(true),
      /** Scale 2 only for confirmed hypercapnic failure with a target of 88-92 %. */
      spo2Scale: z.union([z.literal(1), z.literal(2)]).default(1),
      /** Known from the plan until a nurse enters otherwise; absent means not known. */
      supplementalOxygen: z.boolean().optional(),
      consciousness: z.enum(['A', 'C', 'V', 'P', 'U']).optional(),
      windows: windowsSchema.prefault({}),
    })
    .prefault({}),
  /** Weight gain that points to fluid: more than `kilograms` within `days` (ESC 2021). */
  weightGain: z
    .object({
      enabled: z.boolean().default(true),
      kilograms: z.number().positive().default(2),
      days: z.number().positive().default(3),
    })
    .prefault({}),
  /** The same within a day: at least so much (3 lb; TEN-HMS). More sensitive, and wrong far more often. */
  weightGainDay: z
    .object({
      enabled: z.boolean().default(false),
      kilograms: z.number().positive().default(1.36),
      days: z.number().positive().max(14).default(1),
    })
    .prefault({}),
  /** Whether the person takes a diuretic; if absent, whether one of the medicines is (ATC C03). */
  diuretic: z.boolean().optional(),
  /** Weight lost fast on a diuretic: at least so much (2 lb) within so many days. */
  overDiuresis: z
    .object({
      enabled: z.boolean().default(true),
      kilograms: z.number().positive().default(0.9),
      days: z.number().positive().max(14).default(2),
    })
    .prefault({}),
  malnutrition: z
    .object({ enabled: z.boolean().default(false), short: lossSchema(5, 30), long: lossSchema(10, 180) })
    .prefault({}),
  /** The weight's fast average against its slow one, judged by how much they differ in this person otherwise. */
  weightTrend: z
    .object({
      enabled: z.boolean().default(false),
      /** Time constants of the averages, in days. */
      fast: z.number().min(1).max(30).default(3),
      slow: z.number().min(2).max(60).default(14),
      /** How many of the person's own deviations, and at least how many kilograms. */
      sigmas: z.number().positive().default(3),
      kilograms: z.number().positive().default(0.5),
    })
    .prefault({}),
  /** mmol/L, as the American Diabetes Association has them: level 2 below `veryLow`, level 1 below `low`. */
  glucose: z
    .object({
      enabled: z.boolean().default(true),
      veryLow: z.number().positive().default(3),
      low: z.number().positive().default(3.9),
      /** How long a second value is waited for after one of level 1. */
      recheckMinutes: z.number().positive().default(15),
    })
    .prefault({}),
  /** Saturation against the plan's limit, against the week before, and how restless it is. */
  copd: z
    .object({
      enabled: z.boolean().default(false),
      /** %; if absent 90, on NEWS2's scale 2 the lower end of its target, 88. */
      low: z.number().positive().optional(),
      /** Deviations below the mean of the 7 days before. */
      sigmas: z.number().positive().default(1.645),
      /** Deviation of the residual round the trend, %: so calm before, so restless now. */
      calm: z.number().positive().default(2),
      restless: z.number().positive().default(4),
      recheckMinutes: z.number().positive().default(15),
    })
    .prefault({}),
  /** The person's own normal of the days before: median, and median absolute deviation. */
  baselines: z
    .object({
      days: z.int().min(7).max(21).default(14),
      /** Hours in a row, against the same time of day. */
      heartRate: baselineSchema(3, 4),
      respiration: baselineSchema(3, 2),
      /** Days in a row. */
      activity: baselineSchema(3, 2),
      sleep: baselineSchema(3, 2),
    })
    .prefault({}),
  /** Fever while both activity and sleep have left the person's own normal. */
  delirium: z
    .object({
      enabled: z.boolean().default(false),
      /** Above this, or so much above the person's own usual, Cel. */
      fever: z.number().positive().default(37.8),
      rise: z.number().positive().default(1.1),
      sigmas: z.number().positive().default(2),
    })
    .prefault({}),
  /** The mean of 7 days at home, two in the morning and two in the evening, the first day left out; from these limits on, mmHg. */
  bloodPressureAverage: z
    .object({
      enabled: z.boolean().default(false),
      systolic: z.number().positive().default(135),
      diastolic: z.number().positive().default(85),
      /** Fewer readings are no mean. */
      readings: z.int().min(1).max(24).default(12),
    })
    .prefault({}),
  /** A sensor that shows one value for longer than a body does. */
  stuckSensor: z.object({ enabled: z.boolean().default(false) }).prefault({}),
  /** No movement in hours in which this person moves on (nearly) every day. */
  inactivity: z
    .object({
      enabled: z.boolean().default(false),
      hours: z.int().min(1).max(12).default(2),
      days: z.int().min(7).max(14).default(14),
      /** Of those days, the share on which the person moved in that hour. */
      share: z.number().positive().max(1).default(0.9),
    })
    .prefault({}),
  /** A device that can ask the person after a fall waits so long for an answer; then help is needed. */
  fall: z.object({ answerSeconds: z.number().min(10).max(600).default(60) }).prefault({}),
  /** A home whose gateway is not heard: told after so many minutes, and as urgent after so many. */
  silence: z
    .object({
      gatewayMinutes: z.number().min(1).max(1440).default(3),
      urgentMinutes: z.number().min(1).max(1440).default(60),
    })
    .prefault({}),
  /** More quarters of an hour with movement in the night (23-06) than this person's nights usually have. */
  nightUnrest: baselineSchema(3, 2),
  medicines: z.array(medicineSchema).max(40).default([]),
  /** What is to be measured: at least once within so many hours, which is judged, and when, which the home is told. */
  expected: z.array(expectedSchema).max(40).default([]),
  goals: z.array(goalSchema).max(20).default([]),
  /** Who on the staff answers for the plan, by id. */
  responsible: z.string().min(1).max(64).optional(),
  pauses: z.array(pauseSchema).default([]),
  /** Whether a first value outside the yellow limits or NEWS2, not beyond danger, is to be confirmed before it is told. */
  measureAgain: z
    .object({ enabled: z.boolean().default(false), minutes: z.number().positive().default(15) })
    .prefault({}),
  /**
   * Whether an alert of medium or low priority that nobody has taken ends by itself, when what was found has been over for
   * so long (ours: docs/clinical-sources.md). One of high priority never does.
   */
  autoClear: z
    .object({ enabled: z.boolean().default(false), afterMinutes: z.number().min(1).max(1440).default(30) })
    .prefault({}),
  limits: z.array(limitSchema).default([]),
})
export type Plan = z.infer<typeof planSchema>

/** The plan of somebody for whom nothing personal has been written down yet. */
export const groupPlan: Plan = planSchema.parse({})
