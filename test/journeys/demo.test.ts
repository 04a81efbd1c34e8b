import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Alert, PatientSummary, StoredReading } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Running, start } from '../harness/process.ts'
import { Screen } from '../harness/screen.ts'

interface DemoReady {
  http: number
  login: { username: string; password: string }
}

const dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-demo-'))
let demo: Running<DemoReady>
let cookie: string

async function begin(): Promise<void> {
  demo = await start(['demo', '--json'], {
    KOTISILTA_DATA_DIR: dataDir,
    KOTISILTA_HTTP_PORT: '0',
    KOTISILTA_MQTT_PORT: '0',
  })
  const response = await fetch(`${url()}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(demo.ready.login),
  })
  expect(response.status).toBe(200)
  cookie = (response.headers.get('set-cookie') as string).split(';')[0] as string
}

const url = () => `http://127.0.0.1:${demo.ready.http}`
const get = async <Answer>(path: string) =>
  (await (await fetch(`${url()}${path}`, { headers: { cookie } })).json()) as Answer
const post = async (path: string, body: unknown) =>
  (await (
    await fetch(`${url()}${path}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json()) as Alert

beforeAll(begin)
afterAll(async () => {
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('the story is told within a minute, each alert is taken and resolved, and after a restart everything is where it was', async () => {
  const screen = await Screen.open(url(), cookie)
  const within = 70_000
  const weight = await screen.alert(({ rule }) => rule === 'weight-gain', within)
  const worse = await screen.alert(({ rule }) => rule === 'news2', within)
  const sos = await screen.alert(({ rule }) => rule === 'sos', within)
  const dose = await screen.alert(({ rule }) => rule === 'dose-missed', within)
  expect(weight.patient).toEqual(worse.patient)
  expect(new Set([weight, sos, dose].map(({ patient }) => patient.id)).size).toBe(3)
  expect([...screen.alerts.values()].map(({ rule }) => rule).sort()).toEqual([
    'dose-missed',
    'news2',
    'sos',
    'weight-gain',
  ])

  expect(await post(`/api/v1/alerts/${sos.id}/acknowledge`, {})).toMatchObject({ status: 'acknowledged' })
  expect(await post(`/api/v1/alerts/${sos.id}/resolve`, { outcome: 'visit' })).toMatchObject({ status: 'resolved' })
  expect(await post(`/api/v1/alerts/${dose.id}/acknowledge`, {})).toMatchObject({ status: 'acknowledged' })

  const patients = await get<PatientSummary[]>('/api/v1/patients')
  expect(patients).toHaveLength(6)
  const from = new Date(Date.now() - 15 * 86_400_000).toISOString()
  const weights = await get<StoredReading[]>(
    `/api/v1/patients/${weight.patient.id}/readings?kind=body-weight&from=${from}`,
  )
  expect(weights.length).toBeGreaterThan(10)

  screen.close()
  expect(await demo.stop()).toBe(0)
  await begin()
  const again = await Screen.open(url(), cookie)
  expect([...again.alerts.keys()].sort()).toEqual([weight.id, worse.id, dose.id].sort())
  expect(again.alerts.get(dose.id)).toMatchObject({ status: 'acknowledged', owner: { name: 'Demo Hoitaja' } })
  expect((await get<PatientSummary[]>('/api/v1/patients')).map(({ id }) => id)).toEqual(patients.map(({ id }) => id))
  again.close()
}, 180_000)
