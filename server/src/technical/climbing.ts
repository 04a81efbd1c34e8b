import { type Escalation, escalationSchema, isoTime, type Milliseconds, type TechnicalAlert } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import { climbed } from '../alerts/escalation.ts'
import type { Database } from '../database/schema.ts'
import { messageStore } from '../notifications/message-store.ts'
import { onAllWays } from '../notifications/ways.ts'
import { DEFAULT_TECHNICAL_POLICY } from '../on-call/default-policies.ts'
import type { Roster } from '../on-call/roster.ts'
import { expired } from './lifecycle.ts'
import { technicalAlertStore } from './store.ts'

/** At a time: more than these are one trouble of the house, and each of them comes in its turn. */
const MOST = 200

/**
 * Lets technical alerts climb that matter (medium) and that nobody has: each step calls whoever its chain names, until a
 * named person has taken it. Whoever takes it stops it; given back, or held for longer than the chain gives, it begins anew.
 */
export async function climbTechnical(query: Kysely<Database>, roster: Roster, now: Milliseconds): Promise<void> {
  await settleTaken(query, roster, now)
  const rows = await query
    .selectFrom('technical_alert')
    .leftJoin('technical_escalation', 'technical_escalation.alert', 'technical_alert.id')
    .leftJoin('gateway', 'gateway.id', 'technical_alert.subject')
    .leftJoin('home', 'home.id', 'gateway.home')
    .select(['technical_alert.body', 'technical_escalation.body as chain', 'home.area'])
    .where('technical_alert.status', '=', 'open')
    .where(sql<string>`json_extract(technical_alert.body, '$.priority')`, '=', 'medium')
    .where((is) => is.or([is('technical_escalation.alert', 'is', null), is('technical_escalation.due', '<=', now)]))
    .limit(MOST)
    .execute()
  for (const { body, chain, area } of rows) {
    const alert = JSON.parse(body) as TechnicalAlert
    const before =
      chain === null ? begun(alert, roster, area ?? undefined, now) : escalationSchema.parse(JSON.parse(chain))
    await climb(query, roster, alert, before, area ?? undefined, now)
  }
}

function begun(alert: TechnicalAlert, roster: Roster, area: string | undefined, now: Milliseconds): Escalation {
  const policy = roster.technicalPolicyFor(alert.priority, area)
  // Of a channel that is down everybody who can mend it has been told at once; who was not reached comes after that.
  const wait = alert.problem === 'channel-down' ? (policy.steps[0]?.waitSeconds ?? 0) : 0
  const due = isoTime(now + wait * 1000)
  return { policy, status: 'climbing', began: alert.history.length, round: 0, step: 0, due, calls: [] }
}

async function climb(
  query: Kysely<Database>,
  roster: Roster,
  { id: alert, priority }: TechnicalAlert,
  before: Escalation,
  area: string | undefined,
  now: Milliseconds,
): Promise<void> {
  const lastResort = () =>
    DEFAULT_TECHNICAL_POLICY.steps.flatMap(({ to }) =>
      to.flatMap((each) => roster.techniciansFor(each, undefined, now)),
    )
  const { escalation, calls } = climbed(before, now, (target) => roster.techniciansFor(target, area, now), lastResort)
  const due = escalation.due === null ? null : Date.parse(escalation.due)
  const values = { due, body: JSON.stringify(escalation) }
  await query
    .insertInto('technical_escalation')
    .values({ alert, ...values })
    .onConflict((conflict) => conflict.column('alert').doUpdateSet(values))
    .execute()
  const messages = messageStore(query)
  for (const { round, step, people } of calls) {
    const contacts = await query.selectFrom('contact').selectAll().where('staff', 'in', people).execute()
    // A telephone that rings at night is for people in need.
    const fitting = contacts.filter(({ channel }) => channel !== 'voice')
    const place = { began: escalation.began, round, step }
    const body = `${alert} ${place.began} ${round} ${step}`
    for (const person of people) {
      const about = { purpose: 'technical', alert: null, ...place, person, body, priority }
      await messages.insert(onAllWays(about, fitting, now))
    }
  }
}

/**
 * Those that somebody has, or that are done: nobody is called any more, and what waits to be sent is not. Of those that
 * somebody has it is written down until when.
 */
async function settleTaken(query: Kysely<Database>, roster: Roster, now: Milliseconds): Promise<void> {
  const rows = await query
    .selectFrom('technical_alert')
    .leftJoin('technical_escalation', 'technical_escalation.alert', 'technical_alert.id')
    .leftJoin('gateway', 'gateway.id', 'technical_alert.subject')
    .leftJoin('home', 'home.id', 'gateway.home')
    .select(['technical_alert.body', 'technical_escalation.body as chain', 'home.area'])
    .where((is) =>
      is.or([
        is.and([is('technical_alert.status', '<>', 'open'), is('technical_escalation.alert', 'is not', null)]),
        is('technical_alert.status', '=', 'acknowledged'),
        is(sql<string>`json_extract(technical_escalation.body, '$.status')`, '=', 'taken'),
      ]),
    )
    .execute()
  for (const { body, chain, area } of rows) {
    const alert = JSON.parse(body) as TechnicalAlert
    const before = chain === null ? undefined : escalationSchema.parse(JSON.parse(chain))
    await settle(query, alert, before, () => begun(alert, roster, area ?? undefined, now), now)
  }
}

async function settle(
  query: Kysely<Database>,
  alert: TechnicalAlert,
  before: Escalation | undefined,
  begin: () => Escalation,
  now: Milliseconds,
): Promise<void> {
  const forget = () => query.deleteFrom('technical_escalation').where('alert', '=', alert.id).execute()
  const isNew = before?.began !== alert.history.length
  if (alert.status === 'acknowledged' && before?.status === 'taken' && !isNew) {
    if (before.due === null || Date.parse(before.due) > now) return
    await technicalAlertStore(query).save(expired(alert, now))
    await forget()
    return
  }
  if (before !== undefined) await forget()
  if (before !== undefined && before.status !== 'taken') await putAside(query, alert.id, now)
  if (alert.status !== 'acknowledged') return
  const chain = before ?? begin()
  const { holdSeconds } = chain.policy
  const due = holdSeconds === undefined ? null : now + holdSeconds * 1000
  const taken: Escalation = {
    ...chain,
    status: 'taken',
    began: alert.history.length,
    due: due === null ? null : isoTime(due),
  }
  await query
    .insertInto('technical_escalation')
    .values({ alert: alert.id, due, body: JSON.stringify(taken) })
    .execute()
}

async function putAside(query: Kysely<Database>, alert: string, now: Milliseconds): Promise<void> {
  const messages = messageStore(query)
  for (const message of await messages.ofTechnical(alert)) {
    await messages.apply(message, { type: 'put-aside', code: 'taken' }, now)
  }
}
