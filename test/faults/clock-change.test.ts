import type { Alert, OnCallCalendar, OnCallNow } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { Client } from '../harness/client.ts'
import { TestGateway } from '../harness/gateway.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** Ten minutes of the server's clock are a second of the machine's. */
const SPEED = 600
const MINUTE = 60_000
const NIGHTS = '/on-call/schedules/nights'

/** A region with a rota that changes every day at half past three, whose server stands before `begin` and is stopped. */
async function regionBefore(
  begin: number,
): Promise<{ region: Region; clock: { KOTISILTA_CLOCK: string }; cia: Client }> {
  const clock = { KOTISILTA_CLOCK: `${begin - 60 * MINUTE}:${Date.now()}:1` }
  const region = new Region(clock)
  await region.provision(1)
  for (const name of ['aino', 'bo', 'cia']) await region.addUser(name, name === 'cia' ? 'coordinator' : 'on-call')
  await region.startServer()
  const cia = new Client(region.url)
  await cia.signIn('cia')
  const { body } = await cia.ask('GET', '/on-call/settings')
  const idOf = (wanted: string) => body.staff.find(({ name }: { name: string }) => name === wanted).id
  const crews = [[idOf('aino')], [idOf('bo')]]
  const layers = [{ id: 'one', name: 'One', crews, from: '2026-01-01', turnDays: 1, handover: '03:30' }]
  const rota = { name: 'Nights', layers, confirmMinutes: null, version: 0, reason: 'A rota' }
  expect(await cia.ask('PUT', NIGHTS, rota)).toMatchObject({ status: 200, body: { faults: [] } })
  const steps = [{ to: [{ type: 'schedule', schedule: 'nights' }], waitSeconds: 86_400 }]
  const chain = { name: 'High', priorities: ['high'], steps, version: 0, reason: 'A chain' }
  expect((await cia.ask('PUT', '/on-call/policies/high', chain)).status).toBe(200)
  await region.server.kill()
  return { region, clock, cia }
}

// Each has a server of its own, and waits for its clock.
test.concurrent.each([
  ['forward: 03:30 is skipped, and comes at 04:30', '2027-03-28T01:30:00.000Z'],
  ['back: 03:30 comes twice, and the first one counts', '2026-10-25T00:30:00.000Z'],
])(
  'fault 16: clocks go %s; somebody is on at every moment, also over a restart, and is called',
  async (_what, change) => {
    const handover = Date.parse(change)
    const { region, clock, cia } = await regionBefore(handover - 120 * MINUTE)
    clock.KOTISILTA_CLOCK = `${handover - 120 * MINUTE}:${Date.now()}:${SPEED}`
    await region.startServer()
    const seen: { at: number; on: string }[] = []
    let killed = false
    await until(
      async () => {
        const { body } = await cia.ask('GET', '/on-call/now')
        const { at, schedules, warnings } = body as OnCallNow
        expect(warnings).toEqual([])
        expect(schedules[0]?.now.staff).toHaveLength(1)
        seen.push({ at: Date.parse(at), on: schedules[0]?.now.staff[0]?.name ?? '' })
        if (!killed && Date.parse(at) > handover + 10 * MINUTE) {
          killed = true
          await region.server.kill()
          await region.startServer()
        }
        return Date.parse(at) > handover + 90 * MINUTE
      },
      'the night is over',
      90_000,
      20,
    )
    const before = new Set(seen.filter(({ at }) => at < handover).map(({ on }) => on))
    const after = new Set(seen.filter(({ at }) => at >= handover).map(({ on }) => on))
    expect([before.size, after.size]).toEqual([1, 1])
    expect([...before]).not.toEqual([...after])

    const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
    await gateway.sos()
    let alert: Alert | undefined
    await until(async () => {
      alert = (await cia.ask('GET', '/alerts?status=open')).body.find(({ problem }: Alert) => problem === 'sos')
      return alert !== undefined
    }, 'the alert is there')
    expect(alert?.history.find(({ event }) => event === 'called')?.people?.map(({ name }) => name)).toEqual([...after])

    const from = new Date(handover - 24 * 60 * MINUTE).toISOString()
    const calendar = (await cia.ask('GET', `/on-call/calendar?from=${from}&days=3`)).body as OnCallCalendar
    expect(calendar.faults).toEqual([])
    const duties = calendar.schedules[0]?.duties ?? []
    expect(duties.map(({ from }) => from)).toContain(change)
    for (const [place, duty] of duties.entries()) if (place > 0) expect(duty.from).toBe(duties[place - 1]?.until)
    await gateway.close()
    await region.close()
  },
  180_000,
)
