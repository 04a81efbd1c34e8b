import type { Alert } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'

/** A minute of the server's clock is a second of the machine's. */
const SPEED = 60

let region: Region
beforeAll(async () => {
  const now = Date.now()
  region = await Region.open(3, { KOTISILTA_CLOCK: `${now}:${now}:${SPEED}` })
  await region.addUser('bo', 'nurse')
  await region.addUser('cia', 'coordinator')
})
afterAll(() => region.close())

const calledIn = ({ history }: Alert): string[] =>
  history.flatMap(({ event, people }) => (event === 'called' ? [(people ?? []).map(({ name }) => name).join('+')] : []))
const eventsOf = ({ history }: Alert) => history.map(({ event }) => event)

async function sos(index: number): Promise<{ gateway: TestGateway; patient: string }> {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[index] as (typeof region.fleet)[0])
  await gateway.sos()
  return { gateway, patient: gateway.patient }
}

const of = (screen: Screen, patient: string, fits: (alert: Alert) => boolean) =>
  screen.alert((alert) => alert.patient.id === patient && fits(alert), 60_000)

test('fault 27: nobody acknowledges: the whole chain is called in order, and then it is shown as unanswered and goes on', async () => {
  const screen = await region.screen()
  const { gateway, patient } = await sos(0)
  const first = await of(screen, patient, () => true)
  expect([first.version, first.climb?.status, calledIn(first)]).toEqual([1, 'climbing', ['aino']])
  const last = await of(screen, patient, ({ climb }) => climb?.status === 'unanswered')
  expect(calledIn(last)).toEqual(['aino', 'bo', 'cia', 'aino', 'bo', 'cia'])
  expect(eventsOf(last).at(-1)).toBe('unanswered')
  expect(last.climb?.due).not.toBeNull()
  const again = await of(screen, patient, (alert) => calledIn(alert).length > 6)
  expect(again).toMatchObject({ status: 'open', owner: null, climb: { status: 'unanswered' } })
  screen.close()
  await gateway.close()
})

test('one who has taken it can put it off and hand it back; nobody else can, and it then climbs from the beginning', async () => {
  const screen = await region.screen()
  const { gateway, patient } = await sos(1)
  const { id } = await of(screen, patient, () => true)
  const [aino, bo] = [await region.signIn('aino'), await region.signIn('bo')]
  const act = (cookie: string, action: string, body: object = {}) =>
    region.request(cookie, 'POST', `/api/v1/alerts/${id}/${action}`, body)

  expect(await act(aino, 'hand-back')).toMatchObject({ status: 409, body: { code: 'alert-not-yours' } })
  expect(await act(aino, 'acknowledge')).toMatchObject({ body: { climb: { status: 'taken', due: null } } })
  expect(await act(bo, 'hand-back')).toMatchObject({ status: 409, body: { code: 'alert-not-yours' } })
  expect(await act(bo, 'snooze', { minutes: 5, reason: 'Later' })).toMatchObject({ status: 409 })
  expect(await act(aino, 'snooze', { minutes: 16, reason: 'Later' })).toMatchObject({
    status: 400,
    body: { code: 'snooze-too-long' },
  })
  expect(await act(aino, 'snooze', { minutes: 5 })).toMatchObject({ status: 400, body: { code: 'request-invalid' } })
  expect(await act(aino, 'snooze', { minutes: 5, reason: 'The neighbour is there' })).toMatchObject({
    body: { status: 'acknowledged', owner: { name: 'aino' } },
  })
  const woken = await of(screen, patient, (alert) => eventsOf(alert).includes('snooze-ended'))
  expect(woken).toMatchObject({ status: 'open', owner: null })
  const { at, until } = woken.history.find(({ event }) => event === 'snoozed') as { at: string; until: string }
  expect(Date.parse(until) - Date.parse(at)).toBe(5 * 60_000)
  expect(Date.parse(woken.history.find(({ event }) => event === 'snooze-ended')?.at ?? '')).toBeGreaterThanOrEqual(
    Date.parse(until),
  )

  await act(bo, 'acknowledge')
  const { body } = await act(bo, 'hand-back')
  expect(body).toMatchObject({ status: 'open', owner: null, climb: { status: 'climbing', step: 1 } })
  expect(eventsOf(body as Alert).slice(-3)).toEqual(['handed-back', 'reopened', 'called'])
  await act(aino, 'resolve', { outcome: 'phone' })
  screen.close()
  await gateway.close()
})

test('fault 28: the server is killed between any two steps: none is skipped, none is called twice, and an overdue one comes at once', async () => {
  const { gateway, patient } = await sos(2)
  await gateway.close()
  for (let kill = 0; kill < 6; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 300 + kill * 250))
    await region.server.kill()
    await region.startServer()
  }
  const screen = await region.screen()
  const last = await of(screen, patient, ({ climb }) => climb?.status === 'unanswered')
  expect(calledIn(last)).toEqual(['aino', 'bo', 'cia', 'aino', 'bo', 'cia'])
  screen.close()
  const database = await openDatabase(region.dataDir)
  const calls = await database.query.selectFrom('alert_call').selectAll().where('alert', '=', last.id).execute()
  await database.close()
  expect(calls).toHaveLength(6)
})
