import type { Consciousness } from '../codes.ts'

/** Points of a parameter: each band as its highest value (inclusive, rounded to the chart's precision) and its points. */
type Bands = readonly (readonly [upTo: number, points: number])[]

/**
 * The NEWS2 chart, reproduced from: Royal College of Physicians. National Early Warning Score (NEWS) 2: Standardising
 * the assessment of acute-illness severity in the NHS. Updated report of a working party. London: RCP, 2017.
 */
export const CHART = {
  /** /min */
  respiratoryRate: [
    [8, 3],
    [11, 1],
    [20, 0],
    [24, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  /** % on scale 1 */
  spo2: [
    [91, 3],
    [93, 2],
    [95, 1],
    [Number.POSITIVE_INFINITY, 0],
  ],
  /** % on scale 2, breathing air */
  spo2Scale2Air: [
    [83, 3],
    [85, 2],
    [87, 1],
    [Number.POSITIVE_INFINITY, 0],
  ],
  /** % on scale 2, breathing oxygen */
  spo2Scale2Oxygen: [
    [83, 3],
    [85, 2],
    [87, 1],
    [92, 0],
    [94, 1],
    [96, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  /** mmHg */
  systolic: [
    [90, 3],
    [100, 2],
    [110, 1],
    [219, 0],
    [Number.POSITIVE_INFINITY, 3],
  ],
  /** /min */
  pulse: [
    [40, 3],
    [50, 1],
    [90, 0],
    [110, 1],
    [130, 2],
    [Number.POSITIVE_INFINITY, 3],
  ],
  /** Tenths of a degree Celsius */
  temperature: [
    [350, 3],
    [360, 1],
    [380, 0],
    [390, 1],
    [Number.POSITIVE_INFINITY, 2],
  ],
} as const satisfies Record<string, Bands>

export const OXYGEN_POINTS = 2
export const CONSCIOUSNESS_POINTS: Readonly<Record<Consciousness, number>> = { A: 0, C: 3, V: 3, P: 3, U: 3 }
/** From here up scale 2 asks whether the person breathes air or oxygen, %. */
export const SCALE_2_ASKS_OXYGEN_FROM = 93
/** Aggregates that change the class of risk. */
export const MEDIUM_RISK_FROM = 5
export const HIGH_RISK_FROM = 7
/** A single parameter at this many points is a warning by itself. */
export const SINGLE_WARNING = 3

/** By index, as it runs seven times for every reading. */
export function pointsOf(bands: Bands, value: number): number {
  for (let index = 0; index < bands.length; index++) {
    const band = bands[index] as Bands[number]
    if (value <= band[0]) return band[1]
  }
  return 0
}
