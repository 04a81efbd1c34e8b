import {
  type Milliseconds,
  type News2Known,
  type Plan,
  READING_KIND_NAMES,
  type ReadingKind,
} from '@kotisilta/contract'
import { horizon, isJudged, news2InputAt, restore } from '../detection/index.ts'
import type { ReadingStore } from '../readings/port.ts'

/** How far back the last value of a kind is worth being shown beside what somebody types. */
const COMPARED: Milliseconds = 60 * 24 * 60 * 60 * 1000
/** Of a kind that comes all day; the newest of a shorter time is looked for first. */
const RECENT: Milliseconds = 2 * 24 * 60 * 60 * 1000

/** What of NEWS2 is known of a person at a moment, by what is stored and the plan. */
export async function news2Known(
  readings: ReadingStore,
  patient: string,
  plan: Plan,
  at: Milliseconds,
): Promise<News2Known> {
  const from = new Map<ReadingKind, Milliseconds>()
  for (const { kind, within } of horizon(plan).latest) from.set(kind, at - within)
  const until = (each: { at: string }): boolean => Date.parse(each.at) <= at
  const recent = (await readings.since(patient, from))
    .filter(until)
    .map((each) => ({ type: 'reading' as const, ...each }))
  const input = news2InputAt(plan, restore(plan, undefined, recent), at)
  const last = new Map<ReadingKind, News2Known['last'][number]>()
  for (const reach of [COMPARED, RECENT]) {
    const kinds = reach === COMPARED ? (['body-weight', 'blood-glucose', 'body-fat'] as const) : READING_KIND_NAMES
    for (const each of await readings.range({ patient, kinds, from: at - reach, to: at + 1, points: 2_000 })) {
      if (isJudged({ type: 'reading', ...each })) last.set(each.kind, each)
    }
  }
  return { input: known(input), last: [...last.values()] }
}

/** Without what is not known. */
const known = (input: ReturnType<typeof news2InputAt>): News2Known['input'] =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as News2Known['input']
