import { isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import type { GatewayPresence } from '../gateways/presence.ts'
import type { FoundWork } from './commands.ts'

const MINUTE: Milliseconds = 60_000
const DAY: Milliseconds = 24 * 60 * MINUTE
/**
 * A plan is looked through at least every half year (ours, after the half-yearly RAI assessment that Finland's Act
 * 980/2012, section 15 a, asks for of those with regular services), and stands in the list two weeks ahead.
 */
export const REVIEW_EVERY_MS = 182 * DAY
const REVIEW_AHEAD_MS = 14 * DAY
/** The alert about a home that is not heard comes sooner; this is the technician's own work. */
const OFFLINE_MS = 30 * MINUTE
const BATTERY_LOW_PERCENT = 20

const IN_SERVICE = ['active', 'hospital']

/** Plans that nobody has changed or looked through for half a year. */
export async function reviewsDue(query: Kysely<Database>, now: Milliseconds): Promise<FoundWork[]> {
  const changed = await query
    .selectFrom('patient')
    .innerJoin('plan_version', 'plan_version.patient', 'patient.id')
    .where('patient.status', 'in', IN_SERVICE)
    .groupBy('patient.id')
    .select((select) => ['patient.id', select.fn.max('plan_version.changed_at').as('last')])
    .having((having) => having.fn.max('plan_version.changed_at'), '<', now - REVIEW_EVERY_MS + REVIEW_AHEAD_MS)
    .execute()
  const reviewed = await query
    .selectFrom('work_item')
    .where('kind', '=', 'plan-review')
    .where('status', '=', 'done')
    .where('body', 'like', '%"outcome":"reviewed"%')
    .groupBy('patient')
    .select((select) => ['patient', select.fn.max('changed_at').as('last')])
    .execute()
  const seen = new Map(reviewed.map(({ patient, last }) => [patient, last]))
  return changed.flatMap(({ id, last }) => {
    const since = Math.max(last, seen.get(id) ?? 0)
    const due = since + REVIEW_EVERY_MS
    if (due - REVIEW_AHEAD_MS > now) return []
    const about = { at: isoTime(since) }
    const item = { kind: 'plan-review', patient: id, area: null, priority: 'low', due: isoTime(due), about } as const
    return [{ ...item, key: `plan-review ${id}` }]
  })
}

interface Homes {
  query: Kysely<Database>
  presence: Pick<GatewayPresence, 'isOnline' | 'lastHeard' | 'stateOf'>
  homes(): Promise<{ gateway: string }[]>
}

/** What needs somebody who mends things. @param started when this server began: what it could not hear before is not gone */
export async function technicalWork(
  { query, presence, homes }: Homes,
  now: Milliseconds,
  started: Milliseconds,
): Promise<FoundWork[]> {
  const rows = await query
    .selectFrom('gateway')
    .innerJoin('home', 'home.id', 'gateway.home')
    .select(['gateway.id', 'home.area'])
    .where('gateway.revoked_at', 'is', null)
    .execute()
  const areas = new Map(rows.map(({ id, area }) => [id, area]))
  const found: FoundWork[] = []
  for (const { gateway } of await homes()) {
    const area = areas.get(gateway)
    const heard = presence.lastHeard(gateway)
    if (area === undefined || heard === undefined) continue
    const common = { kind: 'technical', patient: null, area, priority: 'low', due: null } as const
    if (!presence.isOnline(gateway) && now - Math.max(heard, started) > OFFLINE_MS) {
      const about = { code: 'gateway-offline', gateway, at: isoTime(heard) } as const
      found.push({ ...common, key: `gateway-offline ${gateway}`, about })
    }
    for (const { device, battery } of presence.stateOf(gateway)?.devices ?? []) {
      if (typeof battery !== 'number' || battery > BATTERY_LOW_PERCENT) continue
      const about = { code: 'battery-low', gateway, device, percent: battery } as const
      found.push({ ...common, key: `battery-low ${device}`, about })
    }
  }
  return found
}
