import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alarmRecord, doubled, lost, miscounted, skipped, takenTwice, untold } from '../harness/alarm-record.ts'
import { type Alarm, AlarmingHome } from '../harness/alarming-home.ts'
import { count } from '../harness/counts.ts'
import { type Conduct, MessageProvider } from '../harness/message-provider.ts'
import { Nurse } from '../harness/nurse.ts'
import { Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const ALARMS = count(1_000, 10_000)
const PER_ROUND = 200
const HOMES = 4
const KINDS = ['sos-pressed', 'fall-detected', 'smoke', 'dose-missed', 'water-leak']
const CONDUCTS: Conduct[] = ['delivers', 'delivers', 'loses', 'fails', 'breaks-off']
const HOUR = 3_600_000
/** Longer than any step of a chain waits. */
const LATER = 3 * HOUR
/** For as long as a machine that has other things to do may need. */
const PATIENCE = 180_000

const random = seeded(11)
const pause = (most: number) => new Promise((resolve) => setTimeout(resolve, random() * most))

/** The clock of a process, which steps back and forth by minutes from one start to the next. */
const stepped = (): string => {
  const step = Math.round((random() - 0.4) * 10 * 60_000)
  return `${Date.now() + step}:${Date.now()}:1`
}

const folder = mkdtempSync(join(tmpdir(), 'kotisilta-alarms-'))
const environment: Record<string, string> = { KOTISILTA_CHANNELS_FILE: join(folder, 'channels.json') }
let region: Region
let sms: MessageProvider
let voice: MessageProvider
let homes: AlarmingHome[] = []
let nurses: Nurse[]
beforeAll(async () => {
  ;[sms, voice] = [await MessageProvider.open(), await MessageProvider.open()]
  const channels = { sms: sms.settings, voice: voice.settings }
  writeFileSync(environment.KOTISILTA_CHANNELS_FILE as string, JSON.stringify(channels))
  region = await Region.withNetworkDevices(HOMES, environment)
  for (const [provider, channel] of [[sms, 'sms'] as const, [voice, 'voice'] as const])
    provider.receipts = `${region.url}/api/v1/receipts/${channel}`
  await region.addUser('bo', 'nurse')
  // No step is empty: on record, one that reaches nobody looks like one that was passed over.
  await region.addUser('cia', 'coordinator')
  for (const [index, name] of ['aino', 'bo'].entries()) {
    const cookie = await region.signIn(name)
    for (const channel of ['sms', 'voice']) {
      const contact = { channel, address: `+35840111111${index}`, language: 'fi' }
      expect((await region.request(cookie, 'POST', '/api/v1/account/contacts', contact)).status).toBe(201)
    }
  }
  nurses = ['aino', 'bo'].map((name) => new Nurse(name, region, random))
  homes = await Promise.all(region.fleet.map((fleet) => AlarmingHome.open(fleet, () => region.server.ready.mqtt)))
}, PATIENCE)
afterAll(async () => {
  await Promise.all(homes.map((home) => home.close()))
  await region.close()
  await sms.close()
  await voice.close()
  rmSync(folder, { recursive: true })
}, PATIENCE)

let made = 0
const began = Date.now() - 60_000
function raiseSome(): void {
  const news: Alarm[][] = homes.map(() => [])
  for (let more = 0; more < PER_ROUND && made < ALARMS; more++, made++) {
    // No two of one kind at the same moment: that would be the same alarm.
    const kind = KINDS[Math.floor(made / HOMES) % KINDS.length] as string
    news[made % HOMES]?.push({ marker: `${made}`, kind, at: began + made * 5 })
  }
  for (const [index, home] of homes.entries()) home.raise(news[index] as Alarm[])
}

/** What happens to one home while alarms are raised in it. @returns what has to be started again */
async function disturb(home: AlarmingHome, dies: boolean): Promise<boolean> {
  await pause(250)
  if (random() < 0.3) home.line.swallowing = true
  if (random() < 0.3) home.cutDevice()
  await pause(250)
  if (random() < 0.4) home.line.cut()
  home.line.swallowing = false
  if (!dies && random() > 0.3) return false
  await home.kill()
  return true
}

const killed = { gateways: 0, servers: 0 }
let rounds = 0
async function round(): Promise<void> {
  raiseSome()
  let over = false
  for (const provider of [sms, voice]) provider.conduct = CONDUCTS[Math.floor(random() * CONDUCTS.length)] as Conduct
  const nursing = nurses.map((nurse) => nurse.goThrough(() => over).catch(() => {}))
  const down = await Promise.all(homes.map((home, index) => disturb(home, index === rounds % HOMES)))
  // As a machine that is too busy, or suspended: its clock then jumps while the process lives.
  if (random() < 0.2) {
    region.server.child.kill('SIGSTOP')
    await pause(500)
    region.server.child.kill('SIGCONT')
  }
  if (random() < 0.5) await Promise.all(nursing)
  const serverDies = rounds % 2 === 0 || random() < 0.5
  if (serverDies) await region.server.kill()
  over = true
  await Promise.all(nursing)
  environment.KOTISILTA_CLOCK = stepped()
  await Promise.all([
    ...(serverDies ? [region.startServer()] : []),
    ...homes.filter((_, index) => down[index]).map((home) => home.begin(stepped())),
  ])
  rounds++
  killed.servers += serverDies ? 1 : 0
  killed.gateways += down.filter(Boolean).length
  await Promise.all(homes.map((home) => home.allTold()))
}

/** Every process starts anew, with the right time, so that nobody waits for anybody. */
async function calm(now = Date.now()): Promise<void> {
  await Promise.all([region.server.kill(), ...homes.map((home) => home.kill())])
  environment.KOTISILTA_CLOCK = `${now}:${Date.now()}:1`
  await region.startServer()
  await Promise.all(homes.map((home) => home.begin(environment.KOTISILTA_CLOCK)))
}

test(`${ALARMS} alarms under kill -9 of the server and of gateways, cut lines and clock steps: each is acknowledged or climbs, and nobody is called twice for one step`, async () => {
  while (made < ALARMS) {
    await round()
  }
  const markers = homes.flatMap(({ told }) => told)
  expect(new Set(markers).size).toBe(ALARMS)
  expect(markers).toHaveLength(ALARMS)
  await calm()
  await until(
    async () => (await alarmRecord(region.dataDir)).items.size === ALARMS,
    'every alarm is on the server',
    PATIENCE,
  )

  const before = await alarmRecord(region.dataDir)
  expect.soft(untold(before, markers)).toEqual([])
  expect.soft(lost(before)).toEqual([])
  const taken = nurses.flatMap((nurse) => nurse.taken)
  const byId = new Map(before.alerts.map((alert) => [alert.id, alert]))
  const forgotten = taken.filter(
    ({ alert, version, by }) =>
      byId
        .get(alert)
        ?.history.some(
          (each) => each.event === 'acknowledged' && each.by?.name === by && (each.version ?? Number.NaN) <= version,
        ) !== true,
  )
  expect.soft(forgotten).toEqual([])

  // Each that is open does go on: hours later somebody else is called for it.
  const open = before.alerts.filter(({ status, storm }) => status === 'open' && storm?.leads !== false)
  await calm(Date.now() + LATER)
  const callsOf = (record: typeof before, id: string) => record.calls.filter(({ alert }) => alert === id).length
  await until(
    async () => {
      const now = await alarmRecord(region.dataDir)
      return open.every(({ id }) => callsOf(now, id) > callsOf(before, id))
    },
    'every open alert goes on to the next step',
    PATIENCE,
  )

  await region.server.stop()
  const after = await alarmRecord(region.dataDir)
  const handed = [...sms.handed, ...voice.handed]
  const counted = miscounted(after)
  expect.soft(counted.wrong).toEqual([])
  expect.soft(skipped(after)).toEqual([])
  expect.soft(doubled(after, handed)).toEqual([])
  expect.soft(takenTwice(after)).toEqual([])
  expect.soft(lost(after)).toEqual([])
  // It has all happened.
  expect(counted.looked).toBeGreaterThan(after.alerts.length / 2)
  expect(killed.servers).toBeGreaterThanOrEqual(rounds / 2)
  expect(killed.gateways).toBeGreaterThanOrEqual(rounds)
  expect(handed.length).toBeGreaterThan(ALARMS / 200)
  expect(taken.length).toBeGreaterThan(ALARMS / 200)
  expect(nurses.reduce((sum, { refused }) => sum + refused, 0)).toBeGreaterThan(0)
  expect(open.length).toBeGreaterThan(0)
})
