import { type Alert, alertSchema, type Escalation, escalationSchema, type Problem } from '@kotisilta/contract'
import { openReader } from '@kotisilta/server'

/** One call of one person, as the database has it. */
interface CallRow {
  alert: string
  began: number
  round: number
  step: number
  person: string
}

interface MessageRow extends CallRow {
  id: string
  contact: string
  channel: string
  attempts: number
}

interface AlarmItem {
  id: string
  patient: string
  kind: string
  at: number
}

/** What the server has on disk of alarms, of whom it called, and by what message. */
interface AlarmRecord {
  alerts: Alert[]
  /** By alert; `due` in milliseconds, as the index has it. */
  chains: Map<string, { due: number | null; escalation: Escalation }>
  calls: CallRow[]
  messages: MessageRow[]
  /** For each marker the items that carry it. */
  items: Map<string, AlarmItem[]>
}

export async function alarmRecord(dataDir: string): Promise<AlarmRecord> {
  const { query, close } = openReader(dataDir)
  const alerts = await query.selectFrom('alert').select('body').execute()
  const chains = await query.selectFrom('escalation').selectAll().execute()
  const events = await query.selectFrom('event').select(['id', 'patient', 'kind', 'at', 'body']).execute()
  const calls = await query.selectFrom('alert_call').selectAll().execute()
  const messages = await query.selectFrom('message').selectAll().where('alert', 'is not', null).execute()
  await close()
  const items = new Map<string, AlarmItem[]>()
  for (const { body, ...item } of events) {
    const { detail } = JSON.parse(body) as { detail?: { marker?: string } }
    if (detail?.marker !== undefined) items.set(detail.marker, [...(items.get(detail.marker) ?? []), item])
  }
  return {
    alerts: alerts.map(({ body }) => alertSchema.parse(JSON.parse(body))),
    chains: new Map(
      chains.map(({ alert, due, body }) => [alert, { due, escalation: escalationSchema.parse(JSON.parse(body)) }]),
    ),
    calls,
    messages: messages.map((row) => ({ ...row, alert: row.alert as string })),
    items,
  }
}

const PROBLEM_OF: Readonly<Record<string, Problem>> = {
  'sos-pressed': 'sos',
  'fall-detected': 'fall',
  smoke: 'home-hazard',
  'water-leak': 'home-hazard',
  'dose-missed': 'medication',
}
/** An alert names so many items on which it rests: the first, and the newest. */
const BASIS_MOST = 50

/** Alarms that are on the server not at all, or more than once, or of which no alert tells. */
export function untold({ items, alerts }: AlarmRecord, markers: readonly string[]): string[] {
  const told = new Set(alerts.flatMap(({ basis }) => basis.map(({ item }) => item)))
  const full = alerts.filter(({ basis }) => basis.length === BASIS_MOST)
  // What came before the newest ones is no longer named: the alert itself is there.
  const isWithin = ({ patient, kind }: AlarmItem) =>
    full.some((alert) => alert.patient.id === patient && alert.problem === PROBLEM_OF[kind])
  return markers.filter((marker) => {
    const [item, ...more] = items.get(marker) ?? []
    return item === undefined || more.length > 0 || !(told.has(item.id) || isWithin(item))
  })
}

/** Unresolved alerts that neither have an owner nor go on by themselves. */
export const lost = ({ alerts, chains }: AlarmRecord): Alert[] =>
  alerts.filter(({ id, status, owner, climb }) => {
    if (status === 'resolved') return false
    if (status === 'acknowledged') return owner === null
    const chain = chains.get(id)
    const runs = chain !== undefined && chain.due !== null && chain.escalation.due !== null
    return owner !== null || !runs || climb?.due == null
  })

/** So long a history is shortened: then it no longer has every call. */
const WHOLE_HISTORY = 100

/**
 * Alerts whose history tells of more calls than there were steps and persons, or of fewer: then a step was called twice, or
 * one was called of which nobody knows.
 * @returns also how many could be looked at
 */
export function miscounted({ alerts, calls }: AlarmRecord): { looked: number; wrong: string[] } {
  const ofAlert = Map.groupBy(calls, ({ alert }) => alert)
  const whole = alerts.filter(({ history }) => history.length < WHOLE_HISTORY)
  const wrong = whole.filter(({ id, history }) => {
    const said = history.reduce((sum, { event, count = 0 }) => sum + (event === 'called' ? count : 0), 0)
    return said !== (ofAlert.get(id)?.length ?? 0)
  })
  return { looked: whole.length, wrong: wrong.map(({ id }) => id) }
}

/** Chains in which a step was passed over, and such as began although nothing had happened to the alert. */
export function skipped({ alerts, calls }: AlarmRecord): string[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]))
  const chains = Map.groupBy(calls, ({ alert, began }) => `${alert} from version ${began}`)
  const wrong: string[] = []
  for (const [chain, all] of chains) {
    const { alert: id, began } = all[0] as CallRow
    const steps = [...new Set(all.map(({ round, step }) => round * 10 + step))].sort((a, b) => a - b)
    const perRound = byId.get(id)?.climb?.steps ?? Number.POSITIVE_INFINITY
    const isPrefix = steps.every((step, index) =>
      index === 0 ? step === 0 : isNext(steps[index - 1] as number, step, perRound),
    )
    const why = byId.get(id)?.history.filter(({ version }) => version === began) ?? []
    const hasCause = why.some(({ event }) => event === 'raised' || event === 'reopened' || event === 'worsened')
    if (!isPrefix || !hasCause) wrong.push(`${chain}: ${steps.join(' ')}, because of ${why.map(({ event }) => event)}`)
  }
  return wrong
}

/** Within a round each step follows the one before; a round begins when all steps of the last one have been called. */
function isNext(before: number, step: number, perRound: number): boolean {
  if (step === before + 1) return true
  const isNewRound = step === (Math.floor(before / 10) + 1) * 10
  return isNewRound && (perRound === Number.POSITIVE_INFINITY || (before % 10) + 1 === perRound)
}

const keyOf = ({ alert, began, round, step, person }: CallRow): string => [alert, began, round, step, person].join('/')

/**
 * What reached providers and should not have: an idempotency key of which nothing is on record (the next one for the same
 * step would be a second message), two keys to one person on one way for one step, and more requests than attempts.
 */
export function doubled({ messages, calls }: AlarmRecord, handed: readonly { id: string }[]): string[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const called = new Set(calls.map(keyOf))
  const keys = new Map<string, string>()
  const wrong: string[] = []
  for (const [id, requests] of Map.groupBy(handed, (each) => each.id)) {
    const message = byId.get(id)
    if (message === undefined) {
      wrong.push(`${id}: not on record`)
      continue
    }
    const step = `${keyOf(message)} by ${message.channel}`
    if (keys.has(step)) wrong.push(`${id}: a second one for ${step}`)
    keys.set(step, id)
    if (!called.has(keyOf(message))) wrong.push(`${id}: nobody was called`)
    if (requests.length > message.attempts)
      wrong.push(`${id}: ${requests.length} requests, ${message.attempts} attempts`)
  }
  return wrong
}

/** Alerts that two people have taken without anything having happened between. */
export const takenTwice = ({ alerts }: AlarmRecord): string[] =>
  alerts.flatMap(({ id, history }) => {
    let taker: string | undefined
    for (const { event, by } of history) {
      if (event === 'reopened' || event === 'assigned') taker = undefined
      if (event !== 'acknowledged') continue
      if (taker !== undefined && taker !== by?.id) return [id]
      taker = by?.id
    }
    return []
  })
