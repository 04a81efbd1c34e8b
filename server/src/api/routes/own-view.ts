import {
  type ConsentHolder,
  type ConsentScope,
  type Language,
  type OwnView,
  READING_KIND_NAMES,
  type StoredReading,
} from '@kotisilta/contract'
import { dayOf, momentOf } from '../../detection/local-time.ts'
import { plainWords } from '../../plans/plain-words/plain-words.ts'
import type { PatientAction } from '../../policy/table.ts'
import type { Services } from '../services.ts'

interface LetInTo {
  id: string
  name: string
  holder: ConsentHolder
  scopes: ConsentScope[]
}

const WEEK = 7 * 24 * 3_600_000
/** Not a state of health: of batteries a person need not know. */
const SHOWN = READING_KIND_NAMES.filter((kind) => kind !== 'battery-level')

/** What one person's own page says; what `sees` refuses is not even read. */
export async function ownView(
  services: Services,
  { id, name, holder, scopes }: LetInTo,
  sees: (action: PatientAction) => boolean,
): Promise<OwnView> {
  const { alerts, clock, rights } = services
  const now = clock.now()
  const mayDecide = sees('decide-own-consents')
  const view: OwnView = { patient: { id, name }, holder, scopes, mayDecide }
  if (sees('see-own-summary')) view.summary = await summary(services, id, now)
  if (sees('see-own-readings')) view.readings = await latest(services, id, now)
  if (sees('see-own-alerts')) {
    const open = await alerts.list({ status: 'unresolved', patient: id, limit: 50 }, () => true)
    view.alerts = open.map(({ words, raisedAt, owner }) => ({
      title: { fi: words.fi.title, sv: words.sv.title, en: words.en.title },
      raisedAt,
      taken: owner !== null,
    }))
  }
  if (sees('see-own-plan')) view.plan = await planInWords(services, { id, name }, now)
  if (mayDecide) view.consents = (await rights.consents(id, now)).filter((each) => each.holder !== 'self')
  return view
}

async function summary({ board, events, patients, presence, readings }: Services, id: string, now: number) {
  const span = { from: momentOf(dayOf(now), 0), to: now + 1 }
  const today = await readings.range({ patient: id, ...span })
  const doses = await events.range(id, span.from, span.to)
  const heard = (await patients.homes())
    .filter((home) => home.patients.some((patient) => patient.id === id))
    .some(({ gateway }) => presence.isOnline(gateway))
  const measured = today.filter(({ kind }) => kind !== 'battery-level').at(-1)
  return {
    state:
      board.unresolvedOf(id) > 0 ? ('being-seen-to' as const) : heard ? ('as-usual' as const) : ('not-heard' as const),
    measuredAt: measured?.at ?? null,
    dosesTaken: doses.filter(({ kind }) => kind === 'dose-taken').length,
    dosesMissed: doses.filter(({ kind }) => kind === 'dose-missed').length,
  }
}

/** In each language of the house: which of them the page speaks is the reader's to choose. */
async function planInWords({ plans }: Services, person: { id: string; name: string }, now: number) {
  const { plan, responsible } = await plans.carePlan(person, now)
  const said = (language: Language) => plainWords(plan, { language, responsible: responsible?.name, now })
  return { fi: said('fi'), sv: said('sv'), en: said('en') }
}

/** The last reading of each kind within a week. */
async function latest({ readings }: Services, id: string, now: number): Promise<StoredReading[]> {
  const rows = await readings.range({ patient: id, from: now - WEEK, to: now + 1, kinds: SHOWN })
  return [...new Map(rows.map((reading) => [reading.kind, reading])).values()]
}
