import type { Alert } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
beforeAll(async () => {
  region = await Region.open(3)
})
afterAll(() => region.close())

test('an SOS goes from a gateway to every screen, is taken by one nurse, and is resolved with an outcome', async () => {
  const [screen, other] = [await region.screen(), await region.screen()]
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  const raised = await screen.alert((alert) => alert.rule === 'sos')
  expect(raised).toMatchObject({ priority: 'high', status: 'open', patient: { id: gateway.patient }, owner: null })
  expect(raised.basis[0]).toMatchObject({ kind: 'sos-pressed', device: gateway.device })
  expect(raised.words.fi.title).not.toBe('')
  await other.alert((alert) => alert.id === raised.id)

  const cookie = await region.signIn()
  const act = (action: string, body: unknown = {}) =>
    region.request(cookie, 'POST', `/api/v1/alerts/${raised.id}/${action}`, body)
  expect(await act('acknowledge')).toMatchObject({
    status: 200,
    body: { status: 'acknowledged', owner: { name: 'aino' } },
  })
  await other.alert((alert) => alert.id === raised.id && alert.status === 'acknowledged')
  expect(await act('note', { text: 'Soitettu, kaatunut keittiössä' })).toMatchObject({ status: 200 })
  expect(await act('resolve', { outcome: 'made-up' })).toMatchObject({ status: 400, body: { code: 'request-invalid' } })
  const resolved = (await act('resolve', { outcome: 'visit', note: 'Käyty paikalla' })).body as Alert
  expect(resolved.history.map(({ event }) => event)).toEqual(['raised', 'called', 'acknowledged', 'note', 'resolved'])
  expect(await act('acknowledge')).toMatchObject({ status: 409, body: { code: 'alert-already-resolved' } })
  await until(() => screen.alerts.get(raised.id)?.status === 'resolved', 'the screen sees it resolved')

  expect((await region.request(cookie, 'GET', '/api/v1/alerts?status=open')).body).toEqual([])
  const late = await region.screen()
  expect(late.alerts.size).toBe(0)
  for (const each of [screen, other, late]) each.close()
  await gateway.close()
})

test('two nurses at once: one has it, the other is told who', async () => {
  await region.addUser('bo', 'nurse')
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[1] as (typeof region.fleet)[0])
  await gateway.sos()
  const screen = await region.screen()
  const { id } = await screen.alert((alert) => alert.patient.id === gateway.patient)
  const cookies = [await region.signIn('aino'), await region.signIn('bo')]
  const answers = await Promise.all(
    cookies.map((cookie) => region.request(cookie, 'POST', `/api/v1/alerts/${id}/acknowledge`, {})),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const refused = answers.find(({ status }) => status === 409)?.body as { code: string; detail: string }
  expect(refused.code).toBe('alert-already-acknowledged')
  expect(['aino', 'bo']).toContain(refused.detail)
  screen.close()
  await gateway.close()
})

test('readings come back to the patient page, and each look at them is on record', async () => {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[2] as (typeof region.fleet)[0])
  await gateway.send([
    { kind: 'heart-rate', value: 71, unit: '/min' },
    { kind: 'blood-pressure', components: { systolic: 131, diastolic: 78 }, unit: 'mm[Hg]' },
  ])
  const cookie = await region.signIn()
  const path = `/api/v1/patients/${gateway.patient}`
  const readings = (await region.request(cookie, 'GET', `${path}/readings?kind=heart-rate`)).body
  expect(readings).toMatchObject([{ kind: 'heart-rate', value: 71, unit: '/min', device: gateway.device }])
  expect((await region.request(cookie, 'GET', path)).body).toMatchObject({
    id: gateway.patient,
    plan: { news2: { enabled: true } },
  })
  expect((await region.request(cookie, 'GET', '/api/v1/patients/nobody')).status).toBe(404)
  const database = await openDatabase(region.dataDir)
  const looksNow = () =>
    database.query.selectFrom('access_log').selectAll().where('patient', '=', gateway.patient).execute()
  await until(async () => (await looksNow()).length >= 2, 'both looks are in the log')
  const looks = await looksNow()
  await database.close()
  expect(looks.map(({ action }) => action).sort()).toEqual(['patient-viewed', 'readings-viewed'])
  await gateway.close()
})
