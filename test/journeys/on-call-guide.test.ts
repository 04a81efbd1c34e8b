import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Alert } from '@kotisilta/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, Region } from '../harness/region.ts'

const ROOT = join(import.meta.dirname, '../..')
const HOUR = 3_600_000

/** The next three o'clock at night on the wall in Helsinki: `wall` says what it shows. */
function nextThree(): number {
  const wall = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Helsinki', hour: '2-digit', hourCycle: 'h23' })
  let at = Math.ceil(Date.now() / HOUR) * HOUR
  while (wall.format(at) !== '03') at += HOUR
  return at
}

const START = Date.now()
const region = new Region({ KOTISILTA_CLOCK: `${nextThree()}:${START}:1` })
let output: Record<string, unknown>[]
beforeAll(async () => {
  const guide = readFileSync(join(ROOT, 'docs/on-call.md'), 'utf8')
  const blocks = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands]) => commands)
  expect(blocks.length).toBe(5)
  const run = spawnSync('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], {
    cwd: region.dataDir,
    env: { ...process.env, PATH: `${ROOT}/bin:${process.env.PATH}`, KOTISILTA_DATA_DIR: region.dataDir },
    encoding: 'utf8',
  })
  expect(run.status, run.stderr).toBe(0)
  output = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  region.fleet = readFileSync(join(region.dataDir, 'fleet.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as FleetGateway)
  await region.addUser('aino', 'on-call')
  await region.startServer()
}, 120_000)
afterAll(() => region.close())

test('the guide’s commands enter three areas and a night desk in which nothing is wrong, and say who is called at three', () => {
  const made = output.filter(({ what, version }) => what !== undefined && version !== null)
  expect(made.map(({ what }) => what).sort()).toEqual([
    ...Array(3).fill('area'),
    ...Array(4).fill('policy'),
    ...Array(5).fill('schedule'),
  ])
  expect(output.filter(({ warning }) => warning !== undefined)).toEqual([])
  const on = output.filter((line) => line.schedule !== undefined).map(({ schedule, on }) => [schedule, on])
  expect(Object.fromEntries(on)).toEqual({
    'etela-day': [],
    'pohjoinen-day': [],
    'saaristo-day': [],
    'night-fi': ['siiri'],
    'night-sv': ['sven'],
  })
  const steps = output.filter(({ step }) => step !== undefined).map(({ policy, called }) => [policy, called])
  expect(steps).toEqual([
    ['etela-high', ['siiri']],
    ['etela-high', ['sven']],
    ['etela-high', ['katri']],
    ['pohjoinen-high', ['siiri']],
    ['pohjoinen-high', ['sven']],
    ['pohjoinen-high', ['katri']],
    ['saaristo-high', ['sven']],
    ['saaristo-high', ['siiri']],
    ['saaristo-high', ['katri']],
  ])
})

test('at three in the morning an SOS calls the night desk in the language of its area', async () => {
  const screen = await region.screen()
  const called: Record<string, string[]> = {}
  for (const home of region.fleet) {
    const gateway = await TestGateway.connect(region.mqttUrl, home)
    await gateway.sos()
    const alert: Alert = await screen.alert(({ patient }) => patient.id === gateway.patient)
    called[gateway.patient] = alert.history.flatMap(({ event, people }) =>
      event === 'called' ? (people ?? []).map(({ name }) => name) : [],
    )
    await gateway.close()
  }
  screen.close()
  expect(called).toEqual({
    'p-etela': ['Siiri, yö'],
    'p-pohjoinen': ['Siiri, yö'],
    'p-saaristo': ['Sven, natt'],
  })
})
