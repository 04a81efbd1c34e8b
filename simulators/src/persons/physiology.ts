import type { Milliseconds } from '@kotisilta/contract'
import { HOUR, hourOfDay, MINUTE } from './local-time.ts'
import { type Channel, type Course, differenceAt, SCENARIOS, type Scenario, type ScenarioName } from './scenario.ts'
import { between, drift, normal } from './seeded.ts'

/** What is usual for one person, by day and at rest. */
export interface Baseline {
  /** kg */
  bodyWeight: number
  /** Beats a minute. */
  heartRate: number
  /** Breaths a minute. */
  respiratoryRate: number
  /** % */
  oxygenSaturation: number
  /** mmHg */
  systolic: number
  /** mmHg */
  diastolic: number
  /** Cel */
  bodyTemperature: number
  /** In a day. */
  steps: number
}

export interface Physiology {
  seed: number
  baseline: Baseline
  /** What befalls this person, and from when on. */
  scenario?: { name: ScenarioName; onset: Milliseconds }
}

/** A usual older person, different for each seed: no sign leaves the bands in which NEWS2 gives more than one point. */
export const usualBaseline = (seed: number): Baseline => ({
  bodyWeight: between(54, 92, seed, 'weight'),
  heartRate: between(64, 76, seed, 'pulse'),
  respiratoryRate: between(14, 16.5, seed, 'breath'),
  oxygenSaturation: between(96.4, 97.6, seed, 'saturation'),
  systolic: between(126, 144, seed, 'systolic'),
  diastolic: between(68, 80, seed, 'diastolic'),
  bodyTemperature: between(36.5, 36.8, seed, 'temperature'),
  steps: between(900, 4200, seed, 'steps'),
})

/** How a sign swings over the day and wanders from its normal. Plausible figures; nothing clinical rests on them. */
interface Swing {
  /** Half the difference between the day's highest and lowest. */
  day: number
  /** The hour of the highest. */
  peak: number
  /** Deviation of the slow wandering, and how long it takes to turn. */
  wander: number
  over: Milliseconds
  /** Deviation from one measurement to the next. */
  noise: number
}

const SWINGS: Readonly<Record<Exclude<Channel, 'steps'>, Swing>> = {
  bodyWeight: { day: 0.25, peak: 20, wander: 0.2, over: 120 * HOUR, noise: 0.05 },
  heartRate: { day: 5, peak: 15, wander: 2.5, over: 3 * HOUR, noise: 1.5 },
  respiratoryRate: { day: 0.7, peak: 16, wander: 0.6, over: 2 * HOUR, noise: 0.3 },
  oxygenSaturation: { day: 0.4, peak: 14, wander: 0.3, over: 5 * HOUR, noise: 0.25 },
  systolic: { day: 6, peak: 17, wander: 4, over: 24 * HOUR, noise: 3 },
  diastolic: { day: 3, peak: 17, wander: 2, over: 24 * HOUR, noise: 2 },
  bodyTemperature: { day: 0.2, peak: 17, wander: 0.06, over: 24 * HOUR, noise: 0.05 },
}

/** How a day's steps are spread: a share for each hour from midnight on; they add up to 1. */
const STEPS_BY_HOUR = [
  0, 0, 0, 0, 0.005, 0.01, 0.03, 0.08, 0.1, 0.1, 0.09, 0.09, 0.08, 0.06, 0.06, 0.07, 0.07, 0.06, 0.04, 0.025, 0.015,
  0.01, 0.005, 0,
]
const QUARTERS = 4

type Sign = Exclude<Channel, 'steps'>

/** One vital sign of a person at a moment: the same person at the same moment always gives the same. */
export function signAt({ seed, baseline, scenario }: Physiology, sign: Sign, at: Milliseconds): number {
  const { day, peak, wander, over, noise } = SWINGS[sign]
  const value =
    baseline[sign] +
    day * Math.cos(((hourOfDay(at) - peak) / 24) * 2 * Math.PI) +
    wander * drift(at, over, seed, sign) +
    noise * normal(seed, sign, 'noise', Math.floor(at / MINUTE)) +
    (scenario === undefined ? 0 : differenceAt(courseOf(scenario.name, sign), (at - scenario.onset) / HOUR))
  return sign === 'oxygenSaturation' ? Math.min(99, value) : value
}

/** The steps of a person in the quarter of an hour that ends at that moment. */
export function stepsAt({ seed, baseline, scenario }: Physiology, at: Milliseconds): number {
  const course = courseOf(scenario?.name ?? 'stable', 'steps')
  const activity =
    scenario === undefined || course.length === 0 ? 1 : differenceAt(course, (at - scenario.onset) / HOUR)
  const share = (STEPS_BY_HOUR[Math.floor(hourOfDay(at))] ?? 0) / QUARTERS
  const burst = 1 + 0.7 * normal(seed, 'steps', Math.floor(at / (15 * MINUTE)))
  return Math.max(0, Math.round(baseline.steps * share * burst * activity))
}

const courseOf = (name: ScenarioName, channel: Channel): Course => (SCENARIOS[name] as Scenario)[channel] ?? []
