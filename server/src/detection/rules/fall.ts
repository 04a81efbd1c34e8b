import { type DeviceEvent, type Finding, isoTime, type Milliseconds } from '@kotisilta/contract'
import { basisOfItem } from '../basis.ts'
import type { Episodes } from '../state.ts'
import type { EventRule } from './event-rule.ts'

/** Where a device can ask the person, no answer within this time means that help is needed (docs/clinical-sources.md). */
const FALL_ANSWER_WITHIN: Milliseconds = 60_000

/** The vendor's own fall detection: high at once, however late it comes. */
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

/** The person has answered that nothing happened: noted on the alert, which stays until somebody resolves it. */
export function fallCancelled(episodes: Episodes, event: DeviceEvent, at: Milliseconds): Finding | undefined {
  const before = episodes.fall
  if (before === undefined || at < before.at || at - before.at > FALL_ANSWER_WITHIN) return undefined
  return {
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
  }
}
