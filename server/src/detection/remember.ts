import {
  isoTime,
  type Milliseconds,
  type Plan,
  READING_KIND_NAMES,
  READING_KINDS,
  type Reading,
  type ReadingKind,
} from '@kotisilta/contract'
import { withNewest } from './latest.ts'
import { type Needs, needsOf } from './needs.ts'
import type { PatientState, Remembered } from './state.ts'
import { writtenDown } from './turn-page.ts'
import { gramsOf, withWeighing } from './weighings.ts'
import { withDayWeight } from './weight-days.ts'

/** The state with one more judged reading in it; the same object if no rule looks at this kind. */
export function remember(plan: Plan, state: PatientState, reading: Reading, at: Milliseconds): PatientState {
  const { kind } = reading
  const needs = needsOf(plan)
  if (kind === 'body-weight') return weighed(needs, state, reading, at)
  if (!needs.latest.has(kind)) return state
  const before = state.latest[kind]
  if (before !== undefined && (at < before.at || before.item === reading.id)) return state
  const latest = withNewest(state.latest, kind, remembered(reading, at))
  const { weights, weightDays, page, watching, episodes } = state
  if (!needs.paged.has(kind)) return { latest, weights, weightDays, page, watching, episodes }
  const diary = writtenDown(needs, state, reading, at)
  return { latest, weights, weightDays, page: diary.page, watching, episodes: diary.episodes }
}

function weighed(needs: Needs, state: PatientState, reading: Reading, at: Milliseconds): PatientState {
  const weights = withWeighing(needs, state.weights, reading, at)
  if (weights === state.weights) return state
  const { latest, page, watching, episodes } = state
  const keep = needs.weightDays
  const weightDays =
    keep === 0 ? undefined : withDayWeight(state.weightDays, at, gramsOf(reading.value as number), keep)
  return { latest, weights, weightDays, page, watching, episodes }
}

function remembered(reading: Reading, at: Milliseconds): Remembered {
  const { id: item, device, value, components, quality } = reading
  if (components === undefined && value !== undefined && quality.length === 0) return { at, item, device, value }
  const slim: Remembered = { at, item, device }
  if (value !== undefined) slim.value = value
  if (components !== undefined) slim.components = components
  if (quality.length > 0) slim.quality = quality
  return slim
}

/** The reading that is remembered, as far as rules look at it. */
export function readingOf(
  kind: ReadingKind,
  { at, item, device, value, components, quality = [] }: Remembered,
): Reading {
  const { unit } = READING_KINDS[kind]
  return {
    type: 'reading',
    id: item,
    device,
    kind,
    at: isoTime(at),
    clock: 'device',
    quality: [...quality],
    ...(unit !== undefined && { unit }),
    ...(value !== undefined && { value }),
    ...(components !== undefined && { components }),
  }
}

/** Kinds that come all day long and that hardly any plan needs: they have an order only once they have been judged. */
const PASSIVE: ReadonlySet<ReadingKind> = new Set<ReadingKind>(['steps', 'sleep', 'activity', 'battery-level'])

/**
 * Event time of the newest of what `kind` is judged together with, undefined if there is nothing: weight is judged by
 * itself, all others are signs of one problem. A question that ran out is part of that.
 */
export function newestBeside(state: PatientState, kind: ReadingKind): Milliseconds | undefined {
  if (kind === 'body-weight') return state.weights.at(-1)?.at
  if (PASSIVE.has(kind) && state.latest[kind] === undefined && !state.page?.of.includes(kind)) return undefined
  let newest = state.episodes.unanswered
  for (const one of READING_KIND_NAMES) {
    const at = state.latest[one]?.at
    if (at !== undefined && (newest === undefined || at > newest)) newest = at
  }
  return newest
}
