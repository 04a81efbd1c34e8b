import type { Consciousness } from '../codes.ts'
import {
  CHART,
  CONSCIOUSNESS_POINTS,
  HIGH_RISK_FROM,
  MEDIUM_RISK_FROM,
  OXYGEN_POINTS,
  pointsOf,
  SCALE_2_ASKS_OXYGEN_FROM,
  SINGLE_WARNING,
} from './chart.ts'
import { roundedTenths, roundedWhole } from './rounding.ts'

/** In the order of the RCP's chart. */
export const NEWS2_PARAMETERS = [
  'respiratoryRate',
  'spo2',
  'supplementalOxygen',
  'systolic',
  'pulse',
  'consciousness',
  'temperature',
] as const
export type News2Parameter = (typeof NEWS2_PARAMETERS)[number]

/** What is known; whatever is absent is missing, never assumed. */
export interface News2Input {
  /** /min */
  respiratoryRate?: number | undefined
  /** % */
  spo2?: number | undefined
  /** 1 if absent; 2 only for confirmed hypercapnic failure with a target of 88-92 %. */
  spo2Scale?: 1 | 2 | undefined
  supplementalOxygen?: boolean | undefined
  /** mmHg */
  systolic?: number | undefined
  /** /min */
  pulse?: number | undefined
  consciousness?: Consciousness | undefined
  /** Degrees Celsius */
  temperature?: number | undefined
}

export type News2Risk = 'low' | 'low-medium' | 'medium' | 'high'

export interface News2Score {
  /** Sum of the known parts. */
  score: number
  /** Of `score`. */
  risk: News2Risk
  complete: boolean
  missing: News2Parameter[]
  /** The least and the greatest aggregate that the missing parameters allow. */
  min: number
  max: number
  /** Points of the known parameters. */
  parts: Partial<Record<News2Parameter, number>>
}

/** NEWS2 (Royal College of Physicians 2017) of what is known. */
export function news2(input: News2Input): News2Score {
  const parts: News2Score['parts'] = {}
  const missing: News2Parameter[] = []
  let score = 0
  let open = 0
  let warning = false
  for (const parameter of NEWS2_PARAMETERS) {
    const points = pointsFor(parameter, input)
    if (points === undefined) {
      missing.push(parameter)
      open += mostFor(parameter, input)
    } else {
      parts[parameter] = points
      score += points
      if (points >= SINGLE_WARNING) warning = true
    }
  }
  const risk = riskOf(score, warning)
  return { score, risk, complete: missing.length === 0, missing, min: score, max: score + open, parts }
}

/** The risk alone, without allocating: it is asked for with every reading. */
export function news2Risk(input: News2Input): News2Risk {
  let score = 0
  let warning = false
  for (const parameter of NEWS2_PARAMETERS) {
    const points = pointsFor(parameter, input) ?? 0
    score += points
    if (points >= SINGLE_WARNING) warning = true
  }
  return riskOf(score, warning)
}

/** @param warning whether a single parameter gives three points */
export function riskOf(score: number, warning: boolean): News2Risk {
  if (score >= HIGH_RISK_FROM) return 'high'
  if (score >= MEDIUM_RISK_FROM) return 'medium'
  return warning ? 'low-medium' : 'low'
}

/** Undefined: not known. */
function pointsFor(parameter: News2Parameter, input: News2Input): number | undefined {
  switch (parameter) {
    case 'spo2':
      return saturationPoints(input)
    case 'supplementalOxygen':
      if (input.supplementalOxygen === undefined) return undefined
      return input.supplementalOxygen ? OXYGEN_POINTS : 0
    case 'consciousness':
      return input.consciousness && CONSCIOUSNESS_POINTS[input.consciousness]
    case 'temperature':
      return input.temperature === undefined ? undefined : pointsOf(CHART.temperature, roundedTenths(input.temperature))
    default: {
      const value = input[parameter]
      return value === undefined ? undefined : pointsOf(CHART[parameter], roundedWhole(value))
    }
  }
}

function saturationPoints({ spo2, spo2Scale, supplementalOxygen }: News2Input): number | undefined {
  if (spo2 === undefined) return undefined
  const value = roundedWhole(spo2)
  if (spo2Scale !== 2) return pointsOf(CHART.spo2, value)
  if (supplementalOxygen === undefined && value >= SCALE_2_ASKS_OXYGEN_FROM) return undefined
  return pointsOf(supplementalOxygen === true ? CHART.spo2Scale2Oxygen : CHART.spo2Scale2Air, value)
}

/** Most points that a missing parameter can give. */
function mostFor(parameter: News2Parameter, { spo2 }: News2Input): number {
  if (parameter === 'supplementalOxygen') return OXYGEN_POINTS
  // Measured, but on scale 2 with oxygen unknown: at worst it was measured on oxygen.
  if (parameter === 'spo2' && spo2 !== undefined) return pointsOf(CHART.spo2Scale2Oxygen, roundedWhole(spo2))
  return SINGLE_WARNING
}
