import { createHmac } from 'node:crypto'
import { type Today, TRIGGER_WINDOW_MS, type Worklist } from '@kotisilta/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Reach } from '../harness/reach.ts'
import { until } from '../harness/until.ts'

let reach: Reach
let source: { id: string; secret: string }
beforeAll(async () => {
  reach = await Reach.open()
  const made = await reach.must('administrator', 'POST', '/api/v1/trigger-sources', {
    name: 'Hätäkeskus',
    areas: ['default'],
  })
  source = made as typeof source
})
afterAll(() => reach.close())

const soon = (minutes = 60) => new Date(Date.now() + minutes * 60_000).toISOString()
const queue = async (role: 'nurse' | 'technician' | 'on-call' = 'nurse') =>
  ((await reach.must(role, 'GET', '/api/v1/worklist')) as Worklist).entries

function sign(body: string, at = Date.now(), secret = source.secret) {
  const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  return { 'kotisilta-source': source.id, 'kotisilta-timestamp': `${at}`, 'kotisilta-signature': `v1=${signature}` }
}
async function tell(trigger: object, headers?: Record<string, string>) {
  const body = JSON.stringify(trigger)
  const response = await fetch(`${reach.region.url}/api/v1/triggers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(headers ?? sign(body)) },
    body,
  })
  return {
    status: response.status,
    body: (await response.json()) as { code?: string; item?: string; repeated?: boolean },
  }
}
const visit = (more: object = {}) => ({
  id: crypto.randomUUID(),
  code: 'emergency-visit',
  at: new Date().toISOString(),
  patient: reach.inside.patient,
  ...more,
})

describe('the worklist over HTTP', () => {
  test('shows a nurse her own area’s alert and the call she promises, and a nurse elsewhere nothing of it', async () => {
    const body = { due: soon(), text: 'Tytär pyytää soittamaan', alert: reach.inside.alert, mine: true }
    await reach.must('nurse', 'POST', `/api/v1/patients/${reach.inside.patient}/call-backs`, body)
    const entries = await queue()
    expect(entries.map(({ kind }) => kind)).toEqual(['alert', 'call-back'])
    expect(entries.every(({ patient }) => patient?.id === reach.inside.patient)).toBe(true)
    expect(entries[1]).toMatchObject({ owner: { name: 'nurse' }, priority: 'medium' })
    const outside = await reach.ask('nurse', 'POST', `/api/v1/patients/${reach.outside.patient}/call-backs`, {
      due: soon(),
      text: 'kokeilu',
    })
    expect(outside.status).toBe(404)
    expect((await queue('technician')).filter(({ patient }) => patient !== null)).toEqual([])
  })

  test('tells the second of two nurses who was first, and refuses what was seen before it changed', async () => {
    const { patient } = reach.inside
    const made = await reach.must('nurse', 'POST', `/api/v1/patients/${patient}/call-backs`, { due: soon(), text: 'x' })
    const path = `/api/v1/worklist/${(made as { id: string }).id}`
    const [one, other] = await Promise.all(
      (['nurse', 'on-call'] as const).map((role) => reach.ask(role, 'POST', `${path}/claim`, { version: 1 })),
    )
    const winners = [one, other].filter((answer) => answer?.status === 200)
    expect(winners).toHaveLength(1)
    const winner = one?.status === 200 ? 'nurse' : 'on-call'
    const loser = winner === 'nurse' ? other : one
    expect(loser).toMatchObject({ status: 409, body: { code: 'task-already-taken', detail: winner } })
    const stale = await reach.ask(winner, 'POST', `${path}/done`, { version: 1, outcome: 'reached' })
    expect(stale).toMatchObject({ status: 409, body: { code: 'work-changed' } })
    const done = await reach.ask(winner, 'POST', `${path}/done`, {
      version: 2,
      outcome: 'reached',
      note: 'Kaikki hyvin',
    })
    expect(done).toMatchObject({ status: 200, body: { status: 'done', outcome: 'reached' } })
  })

  test('who called for help is worse today, and cannot be marked as well', async () => {
    const today = (await reach.must('nurse', 'GET', '/api/v1/today?whose=all')) as Today
    expect(today.cards.map(({ patient, need }) => [patient.id, need])).toEqual([[reach.inside.patient, 'worse']])
    const marked = await reach.must('nurse', 'POST', '/api/v1/today/seen', {
      patients: [reach.inside.patient, reach.outside.patient],
    })
    expect(marked).toMatchObject({ id: null, marked: [], left: [reach.inside.patient, reach.outside.patient] })
  })
})

describe('a trigger of another service', () => {
  test('becomes an item in the queue of those who care for the client', async () => {
    const told = await tell(visit({ text: 'Ensihoito kävi, ei kuljetusta' }))
    expect(told).toMatchObject({ status: 200, body: { repeated: false } })
    const entry = (await queue()).find(({ id }) => id === told.body.item)
    expect(entry).toMatchObject({ kind: 'trigger', about: { code: 'emergency-visit', source: 'Hätäkeskus' } })
  })

  test('about an area is everybody’s who works there', async () => {
    const told = await tell({ ...visit({ code: 'area-disturbance' }), patient: undefined, area: 'default' })
    expect(told.status).toBe(200)
    const ids = async (role: 'nurse' | 'on-call') => (await queue(role)).map(({ id }) => id)
    expect(await ids('nurse')).toContain(told.body.item)
    expect(await ids('on-call')).toContain(told.body.item)
  })

  test('sent again byte by byte is refused; the same event signed anew adds nothing', async () => {
    const trigger = visit()
    const body = JSON.stringify(trigger)
    const headers = sign(body)
    const first = await tell(trigger, headers)
    expect(await tell(trigger, headers)).toMatchObject({ status: 409, body: { code: 'trigger-repeated' } })
    const again = await tell(trigger, sign(body, Date.now() + 1))
    expect(again.body).toEqual({ item: first.body.item, repeated: true })
  })

  test('is refused with a wrong or old signature, of an unknown service, and of whom it may not tell', async () => {
    const trigger = visit()
    const body = JSON.stringify(trigger)
    const refused = async (headers: Record<string, string>) => (await tell(trigger, headers)).body.code
    expect(await refused(sign(`${body} `))).toBe('signature-refused')
    expect(await refused(sign(body, Date.now() - TRIGGER_WINDOW_MS - 1_000))).toBe('signature-expired')
    expect(await refused({ ...sign(body), 'kotisilta-source': '01JD7Z4QK2W3E5R6T7Y8V9B0NM' })).toBe('signature-refused')
    expect(await refused({})).toBe('signature-refused')
    expect((await tell(visit({ patient: reach.outside.patient }))).status).toBe(404)
    expect((await tell({ ...visit(), patient: undefined, area: 'north' })).status).toBe(404)
    expect((await tell(visit({ patient: 'nobody' }))).status).toBe(404)
    for (const wrong of [{ code: 'anything' }, { area: 'default' }, { extra: 1 }, { at: 'today' }]) {
      expect((await tell(visit(wrong))).body.code).toBe('request-invalid')
    }
  })

  test('of a service that was revoked is refused from then on', async () => {
    await reach.must('administrator', 'DELETE', `/api/v1/trigger-sources/${source.id}`)
    expect((await tell(visit())).body.code).toBe('signature-refused')
  })
})

test('a promise whose time is over calls on the board of those on duty', async () => {
  const screen = await reach.screen('on-call')
  const { patient } = reach.inside
  const due = new Date(Date.now() + 1_500).toISOString()
  await reach.must('nurse', 'POST', `/api/v1/patients/${patient}/call-backs`, { due, text: 'Heti' })
  const alert = await screen.alert(({ rule }) => rule === 'promise-overdue', 20_000)
  expect(alert).toMatchObject({ priority: 'low', status: 'open', patient: { id: patient } })
  await until(async () => (await queue())[0]?.kind === 'alert', 'the queue has it too')
  screen.close()
})
