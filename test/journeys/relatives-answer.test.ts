import type { Alert, RelativeCalls } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../harness/client.ts'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let patient: string
const clients: Record<string, Client> = {}
beforeAll(async () => {
  region = new Region()
  await region.provision(1)
  for (const [name, role] of [
    ['aino', 'on-call'],
    ['nurse', 'nurse'],
    ['cia', 'coordinator'],
    ['liisa', 'relative'],
    ['matti', 'relative'],
    ['stranger', 'relative'],
  ] as const)
    await region.addUser(name, role, role === 'relative' ? [] : [])
  await region.startServer()
  for (const name of ['aino', 'nurse', 'cia', 'liisa', 'matti', 'stranger']) {
    const client = new Client(region.url)
    await client.signIn(name)
    clients[name] = client
  }
  patient = region.fleet[0]?.devices[0]?.patient as string
})
afterAll(() => region.close())

const as = (name: string) => clients[name] as Client
const calls = async (name: string): Promise<RelativeCalls> => (await as(name).ask('GET', '/me/calls')).body
const consent = (username: string, scopes: string[]) =>
  as('nurse').ask('POST', `/patients/${patient}/consents`, { username, holder: 'relative', scopes, given: 'on paper' })

async function alarm(): Promise<Alert> {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  await gateway.close()
  let alert: Alert | undefined
  await until(async () => {
    alert = (await as('aino').ask('GET', '/alerts?status=open')).body[0]
    return alert !== undefined
  }, 'the alert is there')
  return alert as Alert
}
const alertNow = async (id: string): Promise<Alert> => (await as('aino').ask('GET', `/alerts/${id}`)).body
const calledIn = ({ history }: Alert) =>
  history.flatMap(({ event, people }) => (event === 'called' ? [(people ?? []).map(({ name }) => name).join('+')] : []))

test('a relative is called only with the client’s consent and their own; a no passes at once to the next step', async () => {
  const chain = [[{ type: 'relatives' }], [{ type: 'role', role: 'on-call' }]]
  const put = await as('cia').ask('PUT', '/on-call/policies/sos', {
    name: 'SOS',
    priorities: ['high'],
    steps: chain.map((to) => ({ to, waitSeconds: 3600 })),
    version: 0,
    reason: 'The daughter lives next door',
  })
  expect(put.status).toBe(200)
  await consent('liisa', ['summary', 'respond'])
  await consent('matti', ['summary', 'respond'])
  await consent('stranger', ['summary'])
  await as('liisa').ask('PUT', '/me/calls', { agreed: true })
  await as('stranger').ask('PUT', '/me/calls', { agreed: true })

  const first = await alarm()
  expect(calledIn(first)).toEqual(['liisa'])
  expect((await calls('liisa')).calls).toMatchObject([{ alert: first.id, patient: { id: patient }, answer: null }])
  expect((await calls('matti')).calls).toEqual([])
  expect(JSON.stringify(await calls('liisa'))).not.toMatch(/sos/i)

  const answer = (name: string, goes: boolean) => as(name).ask('POST', `/me/calls/${first.id}/answer`, { goes })
  expect(await answer('matti', true)).toMatchObject({ status: 404 })
  expect(await answer('stranger', true)).toMatchObject({ status: 404 })
  expect(await answer('aino', true)).toMatchObject({ status: 403 })
  expect(await answer('liisa', true)).toMatchObject({ status: 200 })
  expect(await answer('liisa', true)).toMatchObject({ status: 200 })
  const gone = await alertNow(first.id)
  expect(gone.history.filter(({ event }) => event === 'answered')).toMatchObject([
    { by: { name: 'liisa' }, goes: true },
  ])
  // It stays the staff's: a relative who goes is nobody's owner, and the chain goes on.
  expect(gone).toMatchObject({ status: 'open', owner: null, climb: { status: 'climbing' } })
  expect((await calls('liisa')).calls[0]).toMatchObject({ answer: 'goes' })

  expect(await answer('liisa', false)).toMatchObject({ status: 200 })
  await until(async () => calledIn(await alertNow(first.id)).length === 2, 'the next step is called at once')
  expect(calledIn(await alertNow(first.id))).toEqual(['liisa', 'aino'])
  await as('aino').ask('POST', `/alerts/${first.id}/acknowledge`, {})
  await as('aino').ask('POST', `/alerts/${first.id}/resolve`, { outcome: 'visit' })
  expect((await calls('liisa')).calls[0]).toMatchObject({ ended: true })
  expect(await answer('liisa', true)).toMatchObject({ status: 409, code: 'alert-already-resolved' })
})

test('of two relatives one no is not enough, and one who has withdrawn is not called', async () => {
  await as('matti').ask('PUT', '/me/calls', { agreed: true })
  const alert = await alarm()
  expect(calledIn(alert)).toEqual(['liisa+matti'])
  await as('liisa').ask('POST', `/me/calls/${alert.id}/answer`, { goes: false })
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(calledIn(await alertNow(alert.id))).toEqual(['liisa+matti'])
  await as('matti').ask('POST', `/me/calls/${alert.id}/answer`, { goes: false })
  await until(async () => calledIn(await alertNow(alert.id)).length === 2, 'the next step is called')
  await as('aino').ask('POST', `/alerts/${alert.id}/resolve`, { outcome: 'visit' })

  await as('liisa').ask('PUT', '/me/calls', { agreed: false })
  const circle = (await as('nurse').ask('GET', `/patients/${patient}/circle`)).body
  const given = circle.consents.find(({ account }: { account: { username: string } }) => account.username === 'matti')
  await as('nurse').ask('POST', `/patients/${patient}/consents/${given.id}/withdraw`)
  // With nobody left in the first step it is passed at once.
  expect(calledIn(await alarm())).toEqual(['aino'])
})
