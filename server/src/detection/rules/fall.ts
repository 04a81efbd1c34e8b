import { type DeviceEvent, type Finding, isoTime, type Milliseconds, type Plan } from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import type { Detected } from '../pass-time.ts'
import { type Episodes, type PatientState, withEpisodes } from '../state.ts'
import { type EventRule, occurred } from './event-rule.ts'

const NONE: readonly Finding[] = []

/** The vendor's own fall detection, however late it comes: high at once, unless the device itself asks the person first. */
export const fall: EventRule = {
  rule: 'fall',
  version: 1,
  event: 'fall-detected',
  problem: 'fall',
  priority: 'high',
  pagesWithin: Number.POSITIVE_INFINITY,
  words: {
    fi: { title: 'Kaatuminen havaittu', why: 'Laite tunnisti kaatumisen.' },
    sv: { title: 'Fall upptäckt', why: 'Enheten upptäckte ett fall.' },
    en: { title: 'Fall detected', why: 'The device detected a fall.' },
  },
}

const UNANSWERED: EventRule['words'] = {
  fi: {
    title: 'Kaatuminen havaittu, ei vastausta',
    why: 'Laite tunnisti kaatumisen ja kysyi vointia. Asiakas ei vastannut.',
  },
  sv: {
    title: 'Fall upptäckt, inget svar',
    why: 'Enheten upptäckte ett fall och frågade hur det står till. Klienten svarade inte.',
  },
  en: {
    title: 'Fall detected, no answer',
    why: 'The device detected a fall and asked how things are. The client did not answer.',
  },
}

const windowOf = (plan: Plan): Milliseconds => plan.fall.answerSeconds * 1000

/**
 * A device that can ask the person says so in the event (`asking`), and sends `fall-cancelled` if the person answers. While
 * one fall waits for its answer, another one that is asked about waits with it.
 */
export function fallDetected(plan: Plan, state: PatientState, event: DeviceEvent, at: Milliseconds): Detected {
  const { episodes } = state
  const { fall: before, noFall } = episodes
  const isOlder = before !== undefined && before.at > at
  if (event.detail?.asking === true && !isOlder) {
    const isAnswered = noFall !== undefined && noFall >= at && noFall - at <= windowOf(plan)
    if (isAnswered || before?.due !== undefined) return { state, findings: NONE }
    return { state: fallen(state, event, at, at + windowOf(plan)), findings: NONE }
  }
  return { state: isOlder ? state : fallen(state, event, at), findings: [occurred(fall, plan, event)] }
}

const fallen = (state: PatientState, { id: item, device }: DeviceEvent, at: Milliseconds, due?: Milliseconds) =>
  withEpisodes(state, { ...state.episodes, fall: { at, item, device, ...(due !== undefined && { due }) } })

/** Whether somebody should have answered by now and has not. */
export function unansweredFall(plan: Plan, state: PatientState, now: Milliseconds): Detected {
  const asked = state.episodes.fall
  if (asked?.due === undefined || now <= asked.due) return { state, findings: NONE }
  const { due, ...told } = asked
  const { at, item, device } = told
  const event: DeviceEvent = {
    type: 'event',
    id: item,
    device,
    kind: 'fall-detected',
    at: isoTime(at),
    clock: 'device',
  }
  const finding = { ...occurred(fall, plan, event), at: isoTime(due), words: UNANSWERED }
  return { state: withEpisodes(state, { ...state.episodes, fall: told }), findings: [finding] }
}

/**
 * The person has answered that nothing happened. While the device is asking, that is the end of it; afterwards it is noted
 * on the alert, which stays until somebody resolves it.
 */
export function fallCancelled(plan: Plan, state: PatientState, event: DeviceEvent, at: Milliseconds): Detected {
  const { fall: before, ...others } = state.episodes
  const answered = (episodes: Episodes): PatientState =>
    withEpisodes(state, { ...episodes, noFall: Math.max(at, episodes.noFall ?? at) })
  if (before === undefined || at < before.at || at - before.at > windowOf(plan))
    return { state: answered(state.episodes), findings: NONE }
  if (before.due !== undefined) return { state: answered(others), findings: NONE }
  return { state: answered(state.episodes), findings: [cancelled(before, event)] }
}

const cancelled = (before: NonNullable<Episodes['fall']>, event: DeviceEvent): Finding => ({
  rule: 'fall',
  ruleVersion: fall.version,
  problem: 'fall',
  change: 'cleared',
  priority: 'high',
  at: event.at,
  words: {
    fi: { title: 'Kaatuminen peruttu', why: 'Asiakas perui kaatumishälytyksen laitteesta.' },
    sv: { title: 'Fallet återkallat', why: 'Klienten återkallade fallarmet på enheten.' },
    en: { title: 'Fall cancelled', why: 'The client cancelled the fall alarm on the device.' },
  },
  basis: [{ item: before.item, kind: 'fall-detected', at: isoTime(before.at) }, basisOfItem(event)],
})
