import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { count } from '../harness/counts.ts'
import { TestGateway } from '../harness/gateway.ts'
import { TestHome } from '../harness/home.ts'
import { type Finished, run } from '../harness/process.ts'
import { Region } from '../harness/region.ts'
import { seeded } from '../harness/seeded.ts'
import { until } from '../harness/until.ts'

const DAMAGES = count(5, 100)

const folder = mkdtempSync(join(tmpdir(), 'kotisilta-backups-'))
const passphrase = join(folder, 'passphrase')
const backup = join(folder, 'monday.age')
writeFileSync(passphrase, 'correct horse battery staple\n', { mode: 0o600 })
// A key pair made with age-keygen.
const RECIPIENT = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj'
const identity = join(folder, 'identity')
writeFileSync(
  identity,
  '# public key: age1...\nAGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX\n',
  { mode: 0o600 },
)

let region: Region
let taken: { sha256: string; rows: Record<string, number> }
beforeAll(async () => {
  region = await Region.withNetworkDevices(2)
})
afterAll(async () => {
  await region.close()
  rmSync(folder, { recursive: true, force: true })
})

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const restore = (dataDir: string, ...more: string[]): Promise<Finished> =>
  run(['restore', '--from', backup, '--identity-file', identity, ...more], { KOTISILTA_DATA_DIR: dataDir })

test('a backup taken while readings come in is of one moment, encrypted, and whole', async () => {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as Region['fleet'][0])
  let sent = 0
  let going = true
  const traffic = (async () => {
    while (going) await gateway.send([{ kind: 'heart-rate', value: 60 + (sent++ % 30), unit: '/min' }])
  })()
  await until(() => sent > 20, 'readings flow')
  const made = await run(['backup', '--out', backup, '--recipient', RECIPIENT], region.environment)
  going = false
  await traffic
  await gateway.close()
  expect(made).toMatchObject({ code: 0 })
  taken = JSON.parse(made.stdout)
  expect(taken.rows.reading).toBeGreaterThan(19)
  expect(taken.rows.patient).toBe(2)
  const bytes = readFileSync(backup)
  expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  expect(bytes.includes('SQLite format 3')).toBe(false)
  expect(bytes.includes('Asiakas 0')).toBe(false)
  expect(readdirSync(region.dataDir).filter((name) => name.startsWith('.backup-'))).toEqual([])
}, 60_000)

test('fault 36: restored after the disk is lost, hashes are equal, and gateways send what is newer, once', async () => {
  const home = new TestHome(region.fleet[1] as Region['fleet'][1], region.mqttUrl)
  await home.begin()
  await region.server.kill()
  // While there is no server, things happen in the home.
  for (let minute = 0; minute < 5; minute++) {
    await home.tell('reading', {
      kind: 'heart-rate',
      value: 70 + minute,
      unit: '/min',
      at: new Date(Date.now() - minute * 60_000).toISOString(),
    })
  }
  await home.tell('event', { kind: 'sos-pressed', at: new Date().toISOString() })
  for (const name of readdirSync(region.dataDir)) rmSync(join(region.dataDir, name), { recursive: true })

  const restored = await restore(region.dataDir)
  expect(restored).toMatchObject({ code: 0 })
  expect(hashOf(join(region.dataDir, 'kotisilta.sqlite'))).toBe(taken.sha256)

  await region.startServer()
  const screen = await region.screen()
  await until(
    () => [...screen.alerts.values()].some(({ rule, patient }) => rule === 'sos' && patient.id === home.patient),
    'the alarm of the time without a server is on the screen',
    30_000,
  )
  screen.close()
  const database = await openDatabase(region.dataDir)
  const readings = () =>
    database.sqlite
      .prepare(`select count(*) from reading r join series s on s.id = r.series where s.patient = ?`)
      .pluck()
      .get(home.patient)
  await until(() => readings() === 5, 'what the gateway kept has come once', 30_000)
  expect(database.sqlite.prepare('select count(*) from reading').pluck().get()).toBe((taken.rows.reading as number) + 5)
  await database.close()
  await home.close()
}, 120_000)

test(`a backup cut short or changed anywhere, ${DAMAGES} times each, is refused and leaves what is there as it was`, async () => {
  const random = seeded(36)
  const whole = readFileSync(backup)
  const damaged = join(folder, 'damaged.age')
  const target = mkdtempSync(join(tmpdir(), 'kotisilta-restore-'))
  writeFileSync(join(target, 'kotisilta.sqlite'), 'what was there')
  for (let round = 0; round < DAMAGES * 2; round++) {
    const place = Math.floor(random() * whole.length)
    const bytes = round % 2 === 0 ? whole.subarray(0, place) : Buffer.from(whole)
    if (round % 2 === 1) bytes[place] = (bytes[place] as number) ^ (1 << Math.floor(random() * 8))
    writeFileSync(damaged, bytes)
    const { code, stderr } = await run(['restore', '--from', damaged, '--identity-file', identity, '--force'], {
      KOTISILTA_DATA_DIR: target,
    })
    expect(code, `round ${round}, byte ${place}`).toBe(1)
    expect(stderr).toContain('backup-unreadable')
    expect(readFileSync(join(target, 'kotisilta.sqlite'), 'utf8')).toBe('what was there')
  }
  rmSync(target, { recursive: true })
}, 180_000)

test('nothing is overwritten: not a running server, not a database, unless it is said, and then it is put aside', async () => {
  expect(await restore(region.dataDir)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('data-folder-in-use'),
  })
  const target = mkdtempSync(join(tmpdir(), 'kotisilta-restore-'))
  copyFileSync(join(region.dataDir, 'kotisilta.sqlite'), join(target, 'kotisilta.sqlite'))
  const before = hashOf(join(target, 'kotisilta.sqlite'))
  expect(await restore(target)).toMatchObject({ code: 1, stderr: expect.stringContaining('data-folder-not-empty') })
  expect(hashOf(join(target, 'kotisilta.sqlite'))).toBe(before)

  const forced = await restore(target, '--force')
  expect(forced.code).toBe(0)
  const { setAside } = JSON.parse(forced.stdout) as { setAside: string }
  expect(hashOf(join(setAside, 'kotisilta.sqlite'))).toBe(before)
  expect(hashOf(join(target, 'kotisilta.sqlite'))).toBe(taken.sha256)
  rmSync(target, { recursive: true })
})

test('only with the right key, which nobody else can read, and never unencrypted; a timer keeps the newest', async () => {
  const daily = join(folder, 'daily')
  const timer = ['backup', '--folder', daily, '--keep', '1', '--passphrase-file', passphrase]
  expect((await run(timer, region.environment)).code).toBe(0)
  expect(JSON.parse((await run(timer, region.environment)).stdout)).toMatchObject({ removed: 1 })
  const names = readdirSync(daily)
  expect(names).toEqual([expect.stringMatching(/^kotisilta-.*Z\.age$/)])

  const empty = mkdtempSync(join(tmpdir(), 'kotisilta-restore-'))
  const from = ['restore', '--from', join(daily, names[0] as string)]
  const verified = await run([...from, '--passphrase-file', passphrase, '--verify-only'], {
    KOTISILTA_DATA_DIR: empty,
  })
  expect(JSON.parse(verified.stdout)).toMatchObject({ restored: false, rows: { patient: 2 } })
  const wrong = join(folder, 'wrong')
  writeFileSync(wrong, 'another passphrase entirely', { mode: 0o600 })
  for (const key of [
    ['--passphrase-file', wrong],
    ['--identity-file', identity],
  ]) {
    const tried = await run([...from, ...key], { KOTISILTA_DATA_DIR: empty })
    expect(tried).toMatchObject({ code: 1, stderr: expect.stringContaining('backup-unreadable') })
  }
  expect(readdirSync(empty).filter((name) => !name.startsWith('server.lock'))).toEqual([])
  rmSync(empty, { recursive: true })

  chmodSync(wrong, 0o644)
  const open = await run(['backup', '--out', join(folder, 'x.age'), '--passphrase-file', wrong], region.environment)
  expect(open.stderr).toContain('chmod 600')
  const bare = await run(['backup', '--out', join(folder, 'x.age')], region.environment)
  expect(bare.stderr).toContain('never written unencrypted')
  expect(existsSync(join(folder, 'x.age'))).toBe(false)
}, 120_000)
