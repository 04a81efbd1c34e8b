import type { Basis, DeviceEvent, Finding } from '@kotisilta/contract'
import { basisOfItem } from './basis.ts'
import { EVENT_RULES } from './rules/event-rules.ts'
import { type Episodes, type PatientState, withEpisodes } from './state.ts'
import { timeOf } from './time.ts'
import { NOT_THEIRS } from './words/not-theirs.ts'

/** The state of somebody who never had these events: no fall that waits for an answer, and no answer. */
export function withoutEvents(state: PatientState, gone: readonly DeviceEvent[]): PatientState {
  const { fall, noFall, ...others } = state.episodes
  const isGone = fall !== undefined && gone.some(({ id }) => id === fall.item)
  const isTakenBack = gone.some(({ kind, at }) => kind === 'fall-cancelled' && timeOf(at) === noFall)
  if (!isGone && !isTakenBack) return state
  const episodes: Episodes = {
    ...others,
    ...(fall !== undefined && !isGone && { fall }),
    ...(noFall !== undefined && !isTakenBack && { noFall }),
  }
  return withEpisodes(state, episodes)
}

/**
 * What is no longer so of an alert once these events are somebody else's: an end for each rule that has nothing left.
 * @param basis the alert's, with what has been withdrawn marked
 */
export function endedWithout(basis: readonly Basis[], gone: readonly DeviceEvent[]): Finding[] {
  const kinds = new Set(basis.filter(({ withdrawn }) => withdrawn !== true).map(({ kind }) => kind))
  return EVENT_RULES.flatMap(({ rule, event, version, problem, priority }) => {
    const last = gone.findLast(({ kind, id }) => kind === event && basis.some(({ item }) => item === id))
    if (last === undefined || kinds.has(event)) return []
    const common = { rule, ruleVersion: version, problem, change: 'cleared', priority, at: last.at } as const
    return [{ ...common, words: NOT_THEIRS, basis: [basisOfItem(last)] }]
  })
}
