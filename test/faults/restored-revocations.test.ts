import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { run } from '../harness/process.ts'
import { Region } from '../harness/region.ts'

const folder = mkdtempSync(join(tmpdir(), 'kotisilta-revocations-'))
const passphrase = join(folder, 'passphrase')
const backup = join(folder, 'before.age')
writeFileSync(passphrase, 'correct horse battery staple\n', { mode: 0o600 })

let region: Region
beforeAll(async () => {
  region = await Region.open(2)
  for (const [name, role] of [
    ['teppo', 'technician'],
    ['paula', 'administrator'],
    ['kaija', 'coordinator'],
    ['leena', 'nurse'],
    ['vilma', 'nurse'],
    ['timo', 'relative'],
  ] as const) {
    await region.addUser(name, role)
  }
})
afterAll(async () => {
  await region.close()
  rmSync(folder, { recursive: true, force: true })
})

async function must(username: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await region.request(await region.signIn(username), method, path, body)
  expect(answer.status, `${username} ${method} ${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
  return answer.body
}
const signsIn = (username: string) =>
  region.signIn(username).then(
    () => true,
    () => false,
  )
const idOf = async (username: string) =>
  ((await must('paula', 'GET', '/api/v1/staff')) as { id: string; username: string }[]).find(
    (row) => row.username === username,
  )?.id as string
const connects = (index: number) =>
  TestGateway.connect(region.mqttUrl, region.fleet[index] as Region['fleet'][0]).then(
    (gateway) => gateway.close().then(() => true),
    () => false,
  )

test('what was revoked after a backup was taken stays revoked when it is restored, and every sign-in of it is over', async () => {
  const patient = region.fleet[0]?.devices[0]?.patient as string
  const made = (await must('paula', 'POST', '/api/v1/tokens', {
    name: 'Robotti',
    scopes: ['read-gateways'],
    days: 30,
  })) as { id: string; token: string }
  const withToken = async () =>
    (await fetch(`${region.url}/api/v1/gateways`, { headers: { authorization: `Bearer ${made.token}` } })).status
  await must('kaija', 'POST', `/api/v1/patients/${patient}/consents`, {
    username: 'timo',
    holder: 'relative',
    scopes: ['summary'],
    given: 'on paper',
  })
  const consent = async () =>
    ((await must('kaija', 'GET', `/api/v1/patients/${patient}/circle`)) as { consents: { id: string }[] }).consents
  const [given] = await consent()
  const leena = await idOf('leena')
  const vilma = await idOf('vilma')
  const old = await region.signIn('aino')
  expect(await withToken()).toBe(200)
  expect(await connects(0)).toBe(true)

  const taken = await run(['backup', '--out', backup, '--passphrase-file', passphrase], region.environment)
  expect(taken, taken.stderr).toMatchObject({ code: 0 })

  await must('teppo', 'POST', `/api/v1/gateways/${region.fleet[0]?.gateway}/revocation`)
  await must('paula', 'DELETE', `/api/v1/tokens/${made.id}`)
  await must('paula', 'PATCH', `/api/v1/staff/${leena}`, { disabled: true })
  await must('paula', 'POST', `/api/v1/staff/${vilma}/areas`, { areas: [] })
  await must('kaija', 'POST', `/api/v1/patients/${patient}/consents/${given?.id}/withdraw`)
  const reset = await run(['user', 'reset-password', '--username', 'kaija'], region.environment)
  expect(reset, reset.stderr).toMatchObject({ code: 0 })
  await region.server.kill()

  const restore = ['restore', '--from', backup, '--passphrase-file', passphrase, '--force']
  const restored = await run(restore, region.environment)
  expect(restored, restored.stderr).toMatchObject({ code: 0 })
  await region.startServer()

  expect(await connects(0), 'the revoked gateway').toBe(false)
  expect(await connects(1), 'the other gateway').toBe(true)
  expect(await withToken()).toBe(401)
  expect((await region.request(old, 'GET', '/api/v1/patients')).status, 'a session of the backup').toBe(401)
  expect(await signsIn('leena'), 'a disabled account').toBe(false)
  expect(await signsIn('kaija'), 'an old password').toBe(false)
  expect(await signsIn('aino'), 'everybody else').toBe(true)
  expect(await must('vilma', 'GET', '/api/v1/patients')).toEqual([])
  const me = (await must('timo', 'GET', '/api/v1/me')) as { people: unknown[] }
  expect(me.people).toEqual([])

  const database = await openDatabase(region.dataDir)
  const actions = database.sqlite
    .prepare(`select detail from access_log where action = 'revoked-again' order by id`)
    .pluck()
    .all() as string[]
  await database.close()
  expect(actions.map((detail) => detail.split(' ')[0]).sort()).toEqual(
    ['account', 'account', 'consent', 'gateway', 'password', 'token'].sort(),
  )
  expect(region.server.log()).toContain('restore-settled')

  // Done once: what is allowed again afterwards stays so.
  await must('paula', 'PATCH', `/api/v1/staff/${leena}`, { disabled: false })
  await region.server.stop()
  await region.startServer()
  expect(await signsIn('leena')).toBe(true)
}, 120_000)

test('where the disk is lost with the file, the copy beside the backups serves, also for an older backup', async () => {
  const leena = await idOf('leena')
  await must('paula', 'PATCH', `/api/v1/staff/${leena}`, { disabled: true })
  const later = join(folder, 'later.age')
  const taken = await run(['backup', '--out', later, '--passphrase-file', passphrase], region.environment)
  expect(taken, taken.stderr).toMatchObject({ code: 0 })
  await region.server.kill()
  const { dataDir } = region
  for (const name of ['kotisilta.sqlite', 'kotisilta.sqlite-wal', 'kotisilta.sqlite-shm', 'revocations.ndjson']) {
    rmSync(join(dataDir, name), { force: true })
  }
  const restored = await run(['restore', '--from', backup, '--passphrase-file', passphrase], region.environment)
  expect(restored, restored.stderr).toMatchObject({ code: 0 })
  await region.startServer()
  expect(await signsIn('leena')).toBe(false)
  expect(await signsIn('kaija')).toBe(false)
}, 120_000)
