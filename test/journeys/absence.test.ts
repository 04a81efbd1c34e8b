import { planSchema, topicOf } from '@kotisilta/contract'
import { type MedicationRobot, medicationRobot } from '@kotisilta/simulators'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { TestHome } from '../harness/home.ts'
import { Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

const MINUTE = 60_000
/** Everybody's time runs two minutes a second. */
const SPEED = 120
const began = Date.now()
const now = () => began + (Date.now() - began) * SPEED
/** For as long as a machine that has other things to do may need. */
const PATIENCE = 60_000

let region: Region
let screen: Screen
let home: TestHome
let robot: MedicationRobot
beforeAll(async () => {
  process.env.KOTISILTA_CLOCK = `${began}:${began}:${SPEED}`
  region = await Region.withNetworkDevices(2)
  await region.addUser('sirpa', 'nurse')
  screen = await region.screen()
  home = new TestHome(region.fleet[0] as (typeof region.fleet)[0], region.mqttUrl)
  await home.begin()
  robot = medicationRobot({ serial: home.serial, port: home.gateway.ready.localMqtt, now })
})
afterAll(async () => {
  screen.close()
  await robot.close()
  await home.close()
  await region.close()
})

const of = (problem: string) => [...screen.alerts.values()].filter((alert) => alert.problem === problem)
async function restartServer(): Promise<void> {
  const { synchronised } = screen
  await region.server.kill()
  await region.startServer()
  await until(() => screen.synchronised > synchronised, 'the screen is back', PATIENCE)
}

test('fault 21: a gateway that is killed is one alert with the cause, over a restart of the server, and over when it is back', async () => {
  await until(() => now() - began > 16 * MINUTE, 'the server has listened for long enough', PATIENCE)
  await home.kill()
  const alert = await screen.alert(({ rule }) => rule === 'silence', PATIENCE)
  expect(alert).toMatchObject({ title: 'The gateway in the home is not heard', patient: { id: home.patient } })

  await restartServer()
  const restarted = now()
  await until(() => now() - restarted > 20 * MINUTE, 'the server has listened for long enough again', PATIENCE)
  expect(of('silence').map(({ id }) => id)).toEqual([alert.id])

  await home.begin()
  await until(() => screen.alerts.get(alert.id)?.stillTrue === false, 'the home is connected again', PATIENCE)
  expect(of('silence')).toHaveLength(1)
})

test('a gateway that says that its radio is deaf is a technical alert within minutes, and over when it hears again', async () => {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[1] as (typeof region.fleet)[1])
  const says = (radio: string) =>
    gateway.sendRaw(
      topicOf(gateway.fleet.partition, gateway.fleet.gateway, 'state'),
      JSON.stringify({ online: true, radio, devices: [{ device: 'ble:c0ffee000001' }] }),
    )
  await says('listening')
  const deafAt = now()
  await says('deaf')
  const alert = await screen.alert(({ patient }) => patient.id === gateway.patient, PATIENCE)
  expect(alert).toMatchObject({
    rule: 'silence',
    priority: 'low',
    title: 'The gateway in the home does not hear the devices',
  })
  expect(Date.parse(alert.raisedAt) - deafAt).toBeLessThan(10 * MINUTE)
  await says('listening')
  await until(() => screen.alerts.get(alert.id)?.stillTrue === false, 'the radio hears again', PATIENCE)
  await gateway.close()
})

test('a dose that nobody takes from the robot is told when it is critical, over a restart, and settled when it is taken', async () => {
  const due = Math.ceil(now() / MINUTE) * MINUTE + 12 * MINUTE
  const time = new Date(due).toLocaleTimeString('en-GB', {
    timeZone: 'Europe/Helsinki',
    hour: '2-digit',
    minute: '2-digit',
  })
  const medicine = { id: 'b01aa03', name: 'Varfariini', atc: 'B01AA03', critical: true }
  const plan = planSchema.parse({
    medicines: [{ ...medicine, doses: [{ at: time, early: 10, late: 15, critical: 30, missed: 600 }] }],
  })
  const saved = await region.request(
    await region.signIn('sirpa'),
    'PUT',
    `/api/v1/patients/${home.patient}/plan`,
    { templates: [], plan, reason: 'Lääkerobotti' },
    { 'if-match': '"0"' },
  )
  expect(saved, JSON.stringify(saved.body)).toMatchObject({ status: 200 })

  await until(() => now() > due, 'the dose is due', PATIENCE)
  const dose = { slot: due, medicine: 'ATC B01AA03' }
  robot.tell('dose-due', dose, due)
  robot.tell('dose-offered', dose, due)
  await robot.device.settled()
  await restartServer()
  const alert = await screen.alert(({ rule }) => rule === 'dose-late', PATIENCE)
  expect(alert).toMatchObject({ priority: 'high', occurredAt: new Date(due + 30 * MINUTE).toISOString() })
  expect(alert.words.en.why).toBe(`Not taken: Varfariini (${time}).`)

  robot.tell('dose-taken', dose, now())
  await until(() => screen.alerts.get(alert.id)?.stillTrue === false, 'the dose is taken', PATIENCE)
  expect(of('medication')).toHaveLength(1)
})
