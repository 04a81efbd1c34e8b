import { mkdirSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { isoTime, type ShownTechnicalAlert } from '@kotisilta/contract'
import { fillOutbox } from '@kotisilta/gateway/fill-outbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { TestHome } from '../harness/home.ts'
import { Region } from '../harness/region.ts'
import type { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'
import { VanishingLine } from '../harness/vanishing-line.ts'

/** From the line's return to the screen. */
const BOUND_MS = 1_000
const ROUNDS = count(3, 11)
const WAITING = 20_000

interface Case {
  readonly name: string
  /** New connections vanish, too; else they stand, and nobody answers. */
  readonly drops: boolean
  /** What stands is cut before packets vanish, or forgotten on the way, or neither. */
  readonly before?: 'cut' | 'forget'
  readonly backlog?: true
}

const CASES: readonly Case[] = [
  { name: 'before it could connect', drops: true, before: 'cut' },
  { name: 'before it could connect, with a backlog', drops: true, before: 'cut', backlog: true },
  { name: 'while it is connected', drops: true },
  {
    name: 'while it is connected, by a router that has forgotten the connection when it is back',
    drops: true,
    before: 'forget',
  },
  { name: 'once connections stand: nobody greets it', drops: false, before: 'cut' },
  { name: 'once connections stand, and while it is connected', drops: false },
]

let region: Region
let screen: Screen
let technician: string
beforeAll(async () => {
  region = await Region.withNetworkDevices(CASES.length + 1)
  screen = await region.screen()
  await region.addUser('tekla', 'technician')
  technician = await region.signIn('tekla')
})
afterAll(async () => {
  screen.close()
  await region.close()
})

/** @returns when it is on the screen, by `performance.now()` */
function press(home: TestHome): Promise<number> {
  const heard = () => screen.heard.filter(({ rule, patient }) => rule === 'sos' && patient.id === home.patient).length
  const before = heard()
  // An answer is no proof of anything here: the press is on its way from the moment it is heard.
  void home.tell('event', { kind: 'sos-pressed', at: isoTime(Date.now()) })
  return until(() => heard() > before, 'the call is on the screen', 30_000).then(() => performance.now())
}

async function homeBehind(index: number, drops: boolean, backlog: boolean) {
  const line = await VanishingLine.open(region.server.ready.mqtt, drops)
  const home = new TestHome(region.fleet[index] as (typeof region.fleet)[number], line.mqttUrl)
  if (backlog) {
    mkdirSync(home.dataDir, { recursive: true })
    fillOutbox(home.dataDir, WAITING, [`mqtt:${home.serial}`])
  }
  return { line, home }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number

test.concurrent.each(CASES.map((each, index) => ({ ...each, index })))(
  'packets vanish $name: a call for help is on the screen within a second of the line’s return',
  async ({ name, drops, before, backlog, index }) => {
    const { line, home } = await homeBehind(index, drops, backlog === true)
    if (backlog) await line.vanish(drops)
    await home.begin()
    if (!backlog) await press(home)
    const took: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      if (!backlog || round > 0) {
        if (before === 'cut') await line.cut()
        if (before === 'forget') await line.forget()
        await line.vanish(drops)
      }
      const shown = press(home)
      // Between the moments at which the system would by itself send a first packet again, three and seven seconds after it.
      await delay(4_500 + (round % 3) * 400)
      const back = performance.now()
      line.back()
      took.push((await shown) - back)
    }
    console.info(`${name}: ${took.map(Math.round).join(', ')} ms`)
    line.close()
    await home.close()
    expect(median(took)).toBeLessThan(BOUND_MS)
  },
)

test('a connection that is forgotten on the way while others get through: a call for help takes a new one within three seconds', async () => {
  const { line, home } = await homeBehind(CASES.length, true, false)
  await home.begin()
  await press(home)
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await line.forget()
    const pressed = performance.now()
    took.push((await press(home)) - pressed)
  }
  console.info(`forgotten: ${took.map(Math.round).join(', ')} ms`)
  line.close()
  await home.close()
  expect(median(took)).toBeLessThan(3_000)
  // A gateway that has made its connection anew is not two of them.
  const alerts = (await region.request(technician, 'GET', '/api/v1/technical-alerts')).body as ShownTechnicalAlert[]
  const shared = alerts.filter(({ problem }) => problem === 'identity-shared')
  expect(shared.map(({ gateway, detail }) => ({ gateway, detail }))).toEqual([])
})
