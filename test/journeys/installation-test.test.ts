import { type InstallationTest, isoTime, newUlid, type StoredReading } from '@kotisilta/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SomeItem, TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

/** A minute of the server's clock is ten seconds of the machine's. */
const SPEED = 6
const began = Date.now()
const serverNow = (): number => began + (Date.now() - began) * SPEED

let region: Region
let technician: string
let nurse: string
let screen: Screen | undefined
beforeAll(async () => {
  region = await Region.open(7, { KOTISILTA_CLOCK: `${began}:${began}:${SPEED}`, KOTISILTA_ALIVE_TEST: 'off' })
  await region.addUser('tekla', 'technician')
  await signIn()
}, 180_000)
afterAll(async () => {
  screen?.close()
  await region?.close()
})

async function signIn(): Promise<void> {
  technician = await region.signIn('tekla')
  nurse = await region.signIn()
  screen = await region.screen()
}
const fleet = (home: number) => region.fleet[home] as FleetGateway
const connect = (home: number) => TestGateway.connect(region.mqttUrl, fleet(home))
const inTime = (kind: string, more: Partial<SomeItem> = {}): SomeItem => {
  const now = serverNow()
  return { kind, id: newUlid(now), at: isoTime(now), ...more }
}
const press = (more: Partial<SomeItem> = {}) => inTime('sos-pressed', { type: 'event', ...more })
const start = (home: number, minutes = 30) =>
  region.request(technician, 'POST', `/api/v1/gateways/${fleet(home).gateway}/installation-test`, { minutes })
const inHand = (id: string, device: string) =>
  region.request(technician, 'POST', `/api/v1/installation-tests/${id}/device`, { device, inHand: true })
const list = async (cookie: string): Promise<InstallationTest[]> =>
  (await region.request(cookie, 'GET', '/api/v1/installation-tests')).body as InstallationTest[]
const shown = async (home: number, cookie = technician): Promise<InstallationTest | undefined> =>
  (await list(cookie)).find(({ gateway }) => gateway === fleet(home).gateway)
const heardIn = async (home: number, cookie = technician) =>
  (await shown(home, cookie))?.devices.flatMap(({ heard }) => heard) ?? []
const alertsOf = (home: number) =>
  (screen as Screen).heard.filter(
    ({ patient, rule }) => patient.id === fleet(home).devices[0]?.patient && rule === 'sos',
  )
const isPaged = (home: number) =>
  (screen as Screen).alert(({ patient, rule }) => patient.id === fleet(home).devices[0]?.patient && rule === 'sos')

/** Begins to try the devices of a home, with its first device in hand. */
async function begun(home: number, minutes = 30) {
  const gateway = await connect(home)
  const { id } = (await start(home, minutes)).body as { id: string }
  expect((await inHand(id, gateway.device)).status).toBe(200)
  return { id, gateway }
}

describe('while the devices of a home are tried', () => {
  test('the device in hand calls nobody, is ticked off, and the desk sees a quiet line', async () => {
    const { gateway } = await begun(0)
    const pressed = press()
    await gateway.send([pressed], 'urgent')
    await gateway.send([inTime('heart-rate', { value: 71, unit: '/min' })])
    await until(async () => (await heardIn(0)).length === 2, 'both are ticked off')
    expect((await heardIn(0))[0]).toMatchObject({ kind: 'sos-pressed', urgent: true, real: null })
    const readings = await region.request(nurse, 'GET', `/api/v1/patients/${gateway.patient}/readings?kind=heart-rate`)
    expect(readings.body as StoredReading[]).toEqual([])
    expect((await shown(0, nurse))?.patients[0]?.id).toBe(gateway.patient)
    expect((await shown(0))?.patients).toEqual([])
    expect(alertsOf(0)).toEqual([])

    // Said again, as after a lost acknowledgement: still the same press.
    await gateway.send([pressed], 'urgent')
    expect(await heardIn(0)).toHaveLength(2)
    expect(alertsOf(0)).toEqual([])
    await gateway.close()
  })

  test('a press of any device that is not in hand pages, and so does one in any other home', async () => {
    const gateway = await connect(1)
    const other = fleet(1).devices[1]?.device as string
    const { id } = (await start(1)).body as { id: string }
    expect((await inHand(id, other)).status).toBe(200)
    await gateway.send([press()], 'urgent')
    await isPaged(1)
    expect(await heardIn(1)).toEqual([])
    await gateway.close()
    const neighbour = await connect(2)
    await neighbour.send([press()], 'urgent')
    await isPaged(2)
    await neighbour.close()
  })

  test('a second press after the one that was ticked off pages', async () => {
    const { gateway } = await begun(3)
    await gateway.send([press()], 'urgent')
    const first = serverNow()
    await gateway.send([press({ at: isoTime(first + 1) })], 'urgent')
    expect(alertsOf(3)).toEqual([])
    await until(() => serverNow() > first + 12_000, 'it cannot be the same press')
    await gateway.send([press()], 'urgent')
    await isPaged(3)
    await gateway.close()
  })

  test('one click says that a press was meant in earnest, and it pages with its own time', async () => {
    const { gateway } = await begun(4)
    const pressed = press()
    await gateway.send([pressed], 'urgent')
    const [line] = await heardIn(4, nurse)
    const path = `/api/v1/installation-tests/items/${line?.id}/real`
    expect((await region.request(nurse, 'POST', path, {})).status).toBe(200)
    const alert = await isPaged(4)
    expect(alert.basis[0]?.at).toBe(pressed.at)
    expect((await heardIn(4, nurse))[0]?.real?.by.name).toBe('aino')
    // The same click of somebody else, and the same press from the gateway, change nothing.
    expect((await region.request(technician, 'POST', path, {})).status).toBe(200)
    await gateway.send([pressed], 'urgent')
    expect(new Set(alertsOf(4).map(({ id }) => id)).size).toBe(1)
    await gateway.close()
  })

  test('a server that is killed in the middle goes on where it was', async () => {
    const { id, gateway } = await begun(5)
    const before = press()
    await gateway.send([before], 'urgent')
    await gateway.close()
    screen?.close()
    await region.server.kill()
    await region.startServer()
    await signIn()
    expect(await shown(5)).toMatchObject({ id, endedAt: null })
    expect((await start(5)).status).toBe(409)
    const again = await connect(5)
    await again.send([before], 'urgent')
    expect(await heardIn(5)).toHaveLength(1)
    expect((await inHand(id, again.device)).status).toBe(200)
    await again.send([press()], 'urgent')
    await until(async () => (await heardIn(5)).length === 2, 'it is ticked off')
    expect(alertsOf(5)).toEqual([])
    expect((await region.request(technician, 'POST', `/api/v1/installation-tests/${id}/end`, {})).status).toBe(200)
    expect((await shown(5))?.ended).toBe('person')
    await again.send([press()], 'urgent')
    await isPaged(5)
    await again.close()
  }, 180_000)

  test('a test that was forgotten ends on time and says so; what comes after it pages, however early it was pressed', async () => {
    const { gateway } = await begun(6, 1)
    const pressed = press()
    await until(async () => (await shown(6))?.ended === 'time', 'it has ended by itself', 30_000)
    const over = await shown(6)
    expect(over?.endedAt).toBe(over?.until)
    await gateway.send([pressed], 'urgent')
    await isPaged(6)
    await gateway.close()
  }, 180_000)

  test('only a technician begins, and only with a device that is said to be in hand', async () => {
    const path = `/api/v1/gateways/${fleet(0).gateway}/installation-test`
    expect((await region.request(nurse, 'POST', path, { minutes: 5 })).status).toBe(403)
    expect((await region.request(technician, 'POST', path, { minutes: 600 })).status).toBe(400)
    const test = await shown(0)
    const device = { device: fleet(0).devices[0]?.device, inHand: false }
    const tried = await region.request(technician, 'POST', `/api/v1/installation-tests/${test?.id}/device`, device)
    expect(tried.status).toBe(400)
  })
})
