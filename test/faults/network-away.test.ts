import { type GatewaySummary, isoTime } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestHome } from '../harness/home.ts'
import { Line } from '../harness/line.ts'
import { Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** How long the network is away, and how often the wristband measures: a reading in every so many minutes. */
const SPANS = [
  { name: 'a minute', span: MINUTE, every: MINUTE / 10 },
  { name: '24 hours', span: DAY, every: 5 * MINUTE },
  { name: '7 days', span: 7 * DAY, every: 10 * MINUTE },
] as const
const PULSE = 72
/** A NEWS2 of 3 in one sign, which pages when it comes in time. */
const HIGH_PULSE = 135

let region: Region
const lines: Line[] = []
/** A port on which nothing listens. */
const NOWHERE = 1
/** Gateways whose network is away. */
const away = new Set<string>()
let technician: string
const homes: TestHome[] = []
beforeAll(async () => {
  region = await Region.withNetworkDevices(SPANS.length + 1)
  await region.addUser('tekla', 'technician')
  technician = await region.signIn('tekla')
  for (const fleet of region.fleet) {
    const line = await Line.open(() => (away.has(fleet.gateway) ? NOWHERE : region.server.ready.mqtt))
    lines.push(line)
    homes.push(new TestHome(fleet, line.mqttUrl))
  }
}, 180_000)
afterAll(async () => {
  for (const home of homes) await home.close()
  for (const line of lines) await line.close()
  await region.close()
})

async function stored(patient: string) {
  const database = await openDatabase(region.dataDir)
  const readings = database.sqlite
    .prepare(
      `select r.value, r.at from reading r join series s on s.id = r.series where s.patient = ? and s.kind = 'heart-rate' order by r.at`,
    )
    .all(patient) as { value: number; at: number }[]
  const sos = database.sqlite
    .prepare(`select at from event where patient = ? and kind = 'sos-pressed' order by at`)
    .pluck()
    .all(patient) as number[]
  await database.close()
  return { readings, sos }
}
const pulse = (home: TestHome, value: number, at: number) =>
  home.tell('reading', { kind: 'heart-rate', value, unit: '/min', at: isoTime(at) })

test('a high pulse that comes in time pages: what is kept back below would otherwise prove nothing', async () => {
  const home = homes[SPANS.length] as TestHome
  await home.begin()
  const screen = await region.screen()
  for (let beat = 0; beat < 4; beat++) await pulse(home, HIGH_PULSE, Date.now() - (4 - beat) * 30_000)
  await screen.alert(({ patient, problem }) => patient.id === home.patient && problem === 'vital-signs', 30_000)
  screen.close()
}, 120_000)

test.each(SPANS.map((each, index) => ({ ...each, index })))(
  'fault 6: the network is away for $name: the SOS comes first, all comes in order and once, and nothing of long ago pages',
  async ({ span, every, index }) => {
    const home = homes[index] as TestHome
    const line = lines[index] as Line
    await home.begin()
    away.add(home.fleet.gateway)
    line.cut()
    const now = Date.now()
    const begin = now - span
    const times = Array.from({ length: Math.floor(span / every) }, (_, number) => begin + number * every)
    // In the first third of it the pulse was high for a while; it is over since.
    const isHigh = (number: number): boolean => number >= times.length * 0.2 && number < times.length * 0.25
    for (let from = 0; from < times.length; from += 100) {
      const some = times.slice(from, from + 100)
      await Promise.all(some.map((at, more) => pulse(home, isHigh(from + more) ? HIGH_PULSE : PULSE, at)))
    }
    await home.tell('event', { kind: 'sos-pressed', at: isoTime(begin + span / 2) })
    await home.tell('event', { kind: 'sos-pressed', at: isoTime(now) })

    const screen = await region.screen()
    const ofHome = () => screen.heard.filter(({ patient }) => patient.id === home.patient)
    away.delete(home.fleet.gateway)
    await until(() => ofHome().length > 0, 'somebody is called', 120_000)
    expect(ofHome()[0]?.rule).toBe('sos')
    await until(async () => (await stored(home.patient)).readings.length >= times.length, 'all has come', 120_000)
    const { readings, sos } = await stored(home.patient)
    expect(readings.map(({ at }) => at)).toEqual(times)
    expect(readings.map(({ value }) => value)).toEqual(times.map((_, number) => (isHigh(number) ? HIGH_PULSE : PULSE)))
    expect(sos).toEqual([begin + span / 2, now])
    const rules = new Set(ofHome().map(({ rule }) => rule))
    if (span > HOUR) expect([...rules].sort()).toEqual(['sos'])
    const gateways = (await region.request(technician, 'GET', '/api/v1/gateways')).body as GatewaySummary[]
    const lanes = gateways.find(({ id }) => id === home.fleet.gateway)?.lanes ?? []
    expect(lanes.map(({ missing }) => missing)).toEqual(lanes.map(() => 0))
    screen.close()
  },
  300_000,
)
