import type { HomeCommand } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestHome } from '../harness/home.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

let region: Region
let screen: Screen
let nurse: string
let home: TestHome
beforeAll(async () => {
  region = await Region.withNetworkDevices(1)
  screen = await region.screen()
  nurse = await region.signIn()
  home = new TestHome(region.fleet[0] as FleetGateway, region.mqttUrl)
  await home.begin()
})
afterAll(async () => {
  screen?.close()
  await home?.close()
  await region.close()
})

const commands = `/api/v1/patients/p0/commands`
const device = 'mqtt:band-0'

async function send(command: string, args: object): Promise<string> {
  const { status, body } = await region.request(nurse, 'POST', commands, { command, args })
  expect(status, JSON.stringify(body)).toBe(200)
  return (body as HomeCommand).id
}
async function ended(id: string): Promise<HomeCommand> {
  let found: HomeCommand | undefined
  await until(
    async () => {
      const { body } = await region.request(nurse, 'GET', commands)
      found = (body as HomeCommand[]).find((command) => command.id === id)
      return found?.endedAt != null
    },
    'the home has answered',
    20_000,
  )
  return found as HomeCommand
}

test('nothing in a home that can ask: the staff hear so at once', async () => {
  expect(await ended(await send('ask', { question: 'are-you-well' }))).toMatchObject({
    status: 'cannot',
    code: 'nothing-can',
  })
})

test('a person who answers that they are well is well; one who asks for help has called for it', async () => {
  let answer = 'well'
  await home.canBeAsked((asked) =>
    asked.do === 'ask' ? [{ status: 'asked' }, { status: 'answered', answer }] : [{ status: 'asked' }],
  )
  const well = await ended(await send('ask', { question: 'are-you-well' }))
  expect(well).toMatchObject({ status: 'done', code: 'answered-well', device })
  expect([...screen.alerts.values()]).toEqual([])
  expect(await ended(await send('measure-again', { kind: 'heart-rate' }))).toMatchObject({ code: 'asked', device })
  expect(await ended(await send('locate', { device }))).toMatchObject({ code: 'located' })
  answer = 'help'
  const help = await ended(await send('ask', { question: 'are-you-well' }))
  expect(help).toMatchObject({ status: 'done', code: 'answered-help' })
  expect(await screen.alert(({ rule }) => rule === 'sos', 20_000)).toMatchObject({ priority: 'high', status: 'open' })
})

test('one who asks for help when nobody waits for the answer any more has called for it too', async () => {
  await home.tell('answer', { id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM', status: 'answered', answer: 'help' })
  const alert = await screen.alert(({ rule, basis }) => rule === 'sos' && basis.length === 2, 20_000)
  expect(alert).toMatchObject({ priority: 'high', status: 'open' })
})

test('the way of an alarm is tried from the home to the screen', async () => {
  expect(await ended(await send('alive-test', { device }))).toMatchObject({ status: 'done', code: 'alive-test-sent' })
  expect(await screen.alert(({ rule }) => rule === 'alive-test', 20_000)).toMatchObject({ patient: { id: 'p0' } })
})

test('a gateway that is told to start again does so with its own word, and once', async () => {
  await region.addUser('teppo', 'technician')
  const technician = await region.signIn('teppo')
  const path = '/api/v1/gateways/gw-0/commands'
  const exited = new Promise<number | null>((resolve) => home.gateway.child.once('exit', resolve))
  const { body } = await region.request(technician, 'POST', path, { command: 'restart' })
  expect(await exited).toBe(75)
  await home.begin()
  const { body: after } = await region.request(technician, 'GET', path)
  expect(after).toMatchObject([{ id: (body as HomeCommand).id, status: 'done', code: 'restarting' }])
})
