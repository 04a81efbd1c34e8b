import type { Attention, Downtime, Handover, HandoverSheet, Isbar } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Reach } from '../harness/reach.ts'
import { until } from '../harness/until.ts'

let reach: Reach
beforeAll(async () => {
  reach = await Reach.open()
})
afterAll(() => reach.close())

const must = <Body>(role: Parameters<Reach['must']>[0], method: string, path: string, body?: unknown) =>
  reach.must(role, method, path, body) as Promise<Body>

test('a shift is handed over and received through the doors, each seeing only their own people', async () => {
  const { alert, patient } = reach.inside
  const give = { alerts: [alert], worries: [{ patient, text: 'Ei syönyt aamulla' }] }
  expect((await reach.ask('nurse', 'POST', '/api/v1/handovers', give)).body).toMatchObject({ code: 'alert-not-yours' })
  await must('nurse', 'POST', `/api/v1/alerts/${alert}/acknowledge`)
  const { id } = await must<{ id: string }>('nurse', 'POST', '/api/v1/handovers', give)
  const sheet = await must<HandoverSheet>('on-call', 'GET', '/api/v1/handover')
  expect(sheet.alerts).toMatchObject([{ id: alert, owner: { name: 'nurse' } }])

  const outside = { worries: [{ patient: reach.outside.patient, text: 'x' }] }
  expect((await reach.ask('nurse', 'POST', '/api/v1/handovers', outside)).status).toBe(404)
  const [seen] = await must<Handover[]>('on-call', 'GET', '/api/v1/handovers')
  expect(seen?.lines.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['alert offered', 'worry offered'])
  const waiting = (role: 'nurse' | 'on-call') => must<Attention>(role, 'GET', '/api/v1/attention')
  expect([await waiting('nurse'), await waiting('on-call')]).toMatchObject([{ handovers: 0 }, { handovers: 1 }])
  const received = await must<Handover>('on-call', 'POST', `/api/v1/handovers/${id}/receive`, { lines: [0, 1] })
  expect(received).toMatchObject({ status: 'received', receivedBy: { name: 'on-call' } })
  expect(await waiting('on-call')).toMatchObject({ handovers: 0 })
  const after = await must<HandoverSheet>('nurse', 'GET', '/api/v1/handover')
  expect(after.alerts).toMatchObject([{ id: alert, owner: { name: 'on-call' } }])
  expect((await reach.ask('on-call', 'POST', `/api/v1/handovers/${id}/receive`, { lines: [7] })).status).toBe(404)
})

test('an ISBAR sheet says who, what and what is known, of those whom one may see, and is in the log', async () => {
  const { patient } = reach.inside
  const sheet = await must<Isbar>('nurse', 'GET', `/api/v1/patients/${patient}/isbar`)
  expect(sheet).toMatchObject({
    identity: { id: patient },
    situation: [{ priority: 'high', words: { en: { title: 'SOS pressed' } } }],
    madeBy: { name: 'nurse' },
  })
  expect(sheet.assessment.news2).toMatchObject({ complete: false })
  expect((await reach.ask('nurse', 'GET', `/api/v1/patients/${reach.outside.patient}/isbar`)).status).toBe(404)
  expect((await reach.ask('technician', 'GET', `/api/v1/patients/${patient}/isbar`)).status).toBe(403)
})

test('a downtime list has everybody of an area, says when it was made, and is in the log of each of them', async () => {
  const { patient } = reach.inside
  const list = await must<Downtime>('coordinator', 'GET', '/api/v1/areas/default/downtime')
  expect(list.people.map(({ id }) => id)).toEqual([patient])
  expect(list.people[0]?.matters).toHaveLength(1)
  expect(Math.abs(Date.parse(list.madeAt) - Date.now())).toBeLessThan(60_000)
  expect((await reach.ask('coordinator', 'GET', '/api/v1/areas/north/downtime')).status).toBe(404)
  const database = await openDatabase(reach.region.dataDir)
  const logNow = () =>
    database.query
      .selectFrom('access_log')
      .select(['patient', 'action'])
      .where('action', 'in', ['downtime-list-made', 'isbar-made'])
      .execute()
  await until(async () => (await logNow()).length >= 2, 'both are in the log')
  const log = await logNow()
  await database.close()
  expect(log).toEqual([
    { patient, action: 'isbar-made' },
    { patient, action: 'downtime-list-made' },
  ])
})
