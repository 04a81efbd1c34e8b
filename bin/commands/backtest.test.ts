import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isoTime } from '@kotisilta/contract'
import { openDatabase, provision } from '@kotisilta/server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

const KOTISILTA = path.join(import.meta.dirname, '../kotisilta')

vi.setConfig({ testTimeout: 30_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kotisilta-backtest-'))
})
afterAll(() => rm(folder, { recursive: true }))

let files = 0
async function fileOf(content: string): Promise<string> {
  const file = path.join(folder, `${++files}.ndjson`)
  await writeFile(file, content)
  return file
}

async function run(args: readonly string[]) {
  const child = spawn(KOTISILTA, ['backtest', ...args])
  const [out, err] = [child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray())
  child.stdin.end()
  const code = await new Promise((resolve) => child.on('close', resolve))
  const lines = ((await out) ?? []).join('').split('\n').slice(0, -1)
  return { code, stderr: ((await err) ?? []).join(''), lines: lines.map((line) => JSON.parse(line)) }
}

let serial = 0
const item = (patient: string, hour: number, fields: object) => ({
  patient,
  type: 'reading',
  id: String(++serial).padStart(26, '0'),
  device: 'test:meter',
  at: isoTime(Date.UTC(2026, 10, 1) + hour * 3_600_000),
  clock: 'device',
  ...fields,
})
const pulse = (patient: string, hour: number, value: number) =>
  item(patient, hour, { kind: 'heart-rate', value, unit: '/min' })
const weight = (patient: string, hour: number, value: number) =>
  item(patient, hour, { kind: 'body-weight', value, unit: 'kg' })

const history = (items: readonly object[]) => fileOf(items.map((one) => `${JSON.stringify(one)}\n`).join(''))

const helvi = [weight('helvi', 0, 72.4), pulse('helvi', 10, 70), weight('helvi', 24, 73.5), weight('helvi', 48, 74.5)]
const veikko = [
  pulse('veikko', 1, 80),
  pulse('veikko', 2, 135),
  pulse('veikko', 3, 80),
  pulse('veikko', 4, 80),
  item('veikko', 5, { type: 'event', kind: 'sos-pressed' }),
  pulse('veikko', 30, 135),
]

describe('a history', () => {
  test('gives a line for each thing that would have been told, with what it rests on', async () => {
    const { code, lines } = await run(['--items', await history([...helvi, ...veikko])])
    expect(code).toBe(0)
    expect(lines.map(({ patient, rule, change, at }) => [patient, rule, change, at])).toEqual([
      ['helvi', 'weight-gain', 'raised', helvi[3]?.at],
      ['veikko', 'news2', 'raised', veikko[1]?.at],
      ['veikko', 'sos', 'occurred', veikko[4]?.at],
      ['veikko', 'news2', 'raised', veikko[5]?.at],
    ])
    expect(lines[0]).toMatchObject({
      type: 'alert',
      priority: 'medium',
      title: 'Weight up 2.1 kg in 3 days',
      problem: 'fluid',
      ruleVersion: 1,
      basis: [{ item: helvi[0]?.id }, { item: helvi[3]?.id, value: 74.5, baseline: 72.4 }],
    })
  })

  test('gives the alerts for each patient-day by rule on standard error', async () => {
    const { stderr } = await run(['--items', await history([...helvi, ...veikko])])
    expect(stderr).toContain('patients 2, patient-days 5, items 10, duplicates 0, bad lines 0')
    expect(stderr).toContain('alerts per patient-day 0.8000 (4)')
    expect(stderr).toMatch(/^ {2}news2 +0\.4000 \(2 raised\)$/m)
    expect(stderr).toMatch(/^ {2}sos +0\.2000 \(1 occurred\)$/m)
  })

  test('gives the same whether it is grouped by patient, in order of time, or neither', async () => {
    const all = [...helvi, ...veikko]
    const told = async (items: readonly object[]) => {
      const { lines } = await run(['--items', await history(items), '--scores'])
      return lines.map((line) => JSON.stringify(line)).sort()
    }
    const grouped = await told(all)
    expect(grouped).toHaveLength(4 + 9)
    expect(await told(all.toSorted((a, b) => (a.at < b.at ? -1 : 1)))).toEqual(grouped)
    expect(await told(all.toReversed())).toEqual(grouped)
    expect(await told([...veikko.toReversed(), ...helvi])).toEqual(grouped)
  })

  test('counts what was heard twice once', async () => {
    const again = { ...veikko[1], id: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' }
    const { lines, stderr } = await run(['--items', await history([...veikko.slice(0, 2), again, veikko[1] as object])])
    expect(lines).toHaveLength(1)
    expect(stderr).toContain('items 2, duplicates 2')
  })
})

describe('with --scores', () => {
  test('each reading gives a line with the score of that moment, and events give none', async () => {
    const { lines } = await run(['--items', await history(veikko), '--scores'])
    const scores = lines.filter(({ type }) => type === 'score')
    expect(scores.map(({ at, score }) => [at, score])).toEqual(
      [0, 1, 2, 3, 5].map((index) => [veikko[index]?.at, [0, 3, 0, 0, 0, 3][index]]),
    )
    expect(scores[1]).toMatchObject({
      patient: 'veikko',
      news2: { score: 3, risk: 'low-medium', complete: false, min: 3, max: 20 },
    })
  })
})

describe('a plan', () => {
  test('is used for everybody', async () => {
    const plan = await fileOf('{"news2":{"enabled":false},"limits":[{"kind":"heart-rate","red":{"high":75}}]}')
    const { lines } = await run(['--items', await history(veikko), '--plan', plan])
    expect(lines.map(({ rule, priority }) => [rule, priority])).toEqual([
      ['limit', 'high'],
      ['sos', 'high'],
    ])
  })

  test('that is none is refused with all that is wrong with it', async () => {
    const plan = await fileOf('{"version":0,"weightGain":{"days":-1}}')
    const { code, stderr, lines } = await run(['--items', await history(veikko), '--plan', plan])
    expect([code, lines]).toEqual([1, []])
    expect(stderr).toMatch(/is no plan: version: .*; weightGain\.days: /)
  })
})

describe('what does not come', () => {
  const expecting = '{"expected":[{"kind":"body-weight","withinHours":24}]}'

  test('is found at the moment at which it was missed, and years of absence are one alert', async () => {
    const items = [weight('helvi', 0, 72), pulse('helvi', 24 * 365 * 3, 70), weight('helvi', 24 * 365 * 3, 71.8)]
    const { lines } = await run(['--items', await history(items), '--plan', await fileOf(expecting)])
    expect(lines.map(({ rule, at, title }) => [rule, at, title])).toEqual([
      ['silence', isoTime(Date.UTC(2026, 10, 2)), 'Readings are missing'],
    ])
  })
})

describe('with --store', () => {
  test('what a server has kept is judged, each person by their own plan, or everybody by one', async () => {
    const dataDir = path.join(folder, 'kept')
    const database = await openDatabase(dataDir)
    const devices = [{ device: 'test:meter', profile: 'x' }]
    const strict = { news2: { enabled: false }, limits: [{ kind: 'heart-rate', yellow: { high: 75 } }] }
    const patients = [
      { id: 'helvi', name: 'Helvi', devices },
      { id: 'veikko', name: 'Veikko', devices, plan: strict },
    ]
    provision(database, [{ home: 'h1', gateway: 'g1', patients }], 0, 0)
    const insert = database.sqlite.prepare('insert into series(patient, device, kind) values(?,?,?) returning id')
    const reading = database.sqlite.prepare('insert into reading(series, at, value, id, clock) values(?,?,?,?,0)')
    for (const patient of ['helvi', 'veikko']) {
      const { id } = insert.get(patient, 'test:meter', 'heart-rate') as { id: number }
      for (const hour of [1, 2, 3]) reading.run(id, Date.UTC(2026, 10, 1, hour), 70 + 10 * hour, Buffer.alloc(16, hour))
    }
    await database.close()
    const told = async (...more: string[]) => {
      const { lines } = await run(['--store', dataDir, ...more])
      return lines.map(({ patient, rule, at }) => [patient, rule, at])
    }
    const one = isoTime(Date.UTC(2026, 10, 1, 1))
    expect(await told()).toEqual([['veikko', 'limit', one]])
    const plan = await fileOf(JSON.stringify(strict))
    expect(await told('--plan', plan)).toEqual([
      ['helvi', 'limit', one],
      ['veikko', 'limit', one],
    ])
    expect(await told('--plan', plan, '--patient', 'helvi', '--from', '2026-11-01T01:30:00Z')).toEqual([
      ['helvi', 'limit', isoTime(Date.UTC(2026, 10, 1, 2))],
    ])
    const nobody = await run(['--store', dataDir, '--patient', 'nobody'])
    expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('no item could be read')])
  }, 120_000)

  test('and --items together, or neither, is refused', async () => {
    const { code, stderr } = await run([])
    expect([code, stderr]).toEqual([1, 'backtest: say either --items FILE or --store FOLDER\n'])
  })
})

describe('what cannot be read', () => {
  test('is counted and said with its line, and the rest goes on', async () => {
    const lines = [
      'not JSON',
      JSON.stringify(veikko[1]),
      '{"patient":"veikko"}',
      JSON.stringify({ ...veikko[0], patient: '' }),
      '',
    ]
    const { code, stderr, lines: told } = await run(['--items', await fileOf(lines.join('\n'))])
    expect([code, told.length]).toEqual([0, 1])
    expect(stderr).toContain('line 1: not a JSON object\n')
    expect(stderr).toMatch(/^line 3: type: /m)
    expect(stderr).toContain('line 4: patient: missing\n')
    expect(stderr).toContain('items 1, duplicates 0, bad lines 3')
  })

  test('ends with 1 when there is nothing else, or no file', async () => {
    const nothing = await run(['--items', await fileOf('x\n')])
    expect(nothing.code).toBe(1)
    expect(nothing.stderr).toContain('no item could be read')
    const missing = await run(['--items', path.join(folder, 'missing.ndjson')])
    expect(missing.code).toBe(1)
    expect(missing.stderr).toContain('missing.ndjson')
    expect(missing.stderr).not.toContain('    at ')
  })
})
