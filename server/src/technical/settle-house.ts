import { HOUSE_PROBLEMS, type Milliseconds, type TechnicalAlert } from '@kotisilta/contract'
import type { FoundInHouse } from './command.ts'
import { ended, isOver } from './lifecycle.ts'
import { subjectOf, type TechnicalAlertStore } from './store.ts'

/** What somebody has said is seen to rests so long, though it may still be there: the next backup comes when it comes. */
const RESTS: Milliseconds = 12 * 3_600_000

/** What is wrong with the server, against what it has been alerted of: what is new is raised, what has ended is closed. */
export async function settleHouse(store: TechnicalAlertStore, { found, at }: FoundInHouse): Promise<void> {
  const known = new Map((await store.ofHouse(HOUSE_PROBLEMS)).map((alert) => [subjectOf(alert), alert]))
  const there = new Set<string>()
  for (const trouble of found) {
    const of = { ...trouble, gateway: null }
    const alert = known.get(subjectOf(of))
    there.add(subjectOf(of))
    if (alert !== undefined && rests(alert, at)) continue
    // Found again at each look: it goes on, which is not another time.
    const goesOn = alert !== undefined && alert.status !== 'resolved'
    await store.sighted({ ...of, count: goesOn ? 0 : 1, at })
  }
  for (const [subject, alert] of known) {
    if (!there.has(subject) && !isOver(alert)) await store.save(ended(alert, at))
  }
}

const rests = (alert: TechnicalAlert, now: Milliseconds): boolean =>
  alert.status === 'resolved' && !isOver(alert) && now - Date.parse(alert.history.at(-1)?.at ?? alert.lastAt) < RESTS
