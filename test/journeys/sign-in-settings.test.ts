import { generate } from 'otplib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../harness/client.ts'
import { PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let strict: Region
let brief: Region
beforeAll(async () => {
  strict = await Region.open(1, {
    KOTISILTA_SECOND_FACTOR: 'required',
    KOTISILTA_PUBLIC_URL: 'https://kotisilta.example',
  })
  brief = await Region.open(1, { KOTISILTA_IDLE_MINUTES: '0.05' })
})
afterAll(async () => {
  await strict.close()
  await brief.close()
})

test('where a second factor is required, nothing is open before it has been set up', async () => {
  const aino = new Client(strict.url)
  expect(await aino.signIn()).toMatchObject({ status: 200, body: { needsFactor: true } })
  for (const path of ['/patients', '/alerts?status=open', '/overview']) {
    expect(await aino.ask('GET', path)).toMatchObject({ status: 403, code: 'second-factor-required' })
  }
  const { socket } = aino.feed()
  const refused = await new Promise<string>((resolve) =>
    socket.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code ?? '')),
  )
  expect(refused).toBe('not-allowed')
  const { ticket, secret } = (await aino.ask('POST', '/account/totp')).body
  expect((await aino.ask('POST', '/account/totp/confirm', { ticket, code: await generate({ secret }) })).status).toBe(
    200,
  )
  expect((await aino.ask('GET', '/patients')).status).toBe(200)
})

test('an administrator says which roles need a second factor; the configuration, where it says anything, decides instead', async () => {
  for (const region of [strict, brief]) {
    await region.addUser('paula', 'administrator')
    await region.addUser('leena', 'nurse')
  }
  const paula = new Client(brief.url)
  await paula.signIn('paula')
  expect((await paula.ask('GET', '/second-factor')).body).toEqual({ configured: null, roles: [] })
  const before = new Client(brief.url)
  expect(await before.signIn('leena')).toMatchObject({ body: { needsFactor: false } })
  expect((await paula.ask('PUT', '/second-factor', { roles: ['nurse', 'administrator'] })).status).toBe(204)
  const leena = new Client(brief.url)
  expect(await leena.signIn('leena')).toMatchObject({ body: { needsFactor: true } })
  expect(await leena.ask('GET', '/patients')).toMatchObject({ status: 403, code: 'second-factor-required' })
  const aino = new Client(brief.url)
  expect(await aino.signIn('aino')).toMatchObject({ body: { needsFactor: false } })

  const fixed = new Client(strict.url)
  await fixed.signIn('paula')
  const { ticket, secret } = (await fixed.ask('POST', '/account/totp')).body
  await fixed.ask('POST', '/account/totp/confirm', { ticket, code: await generate({ secret }) })
  expect((await fixed.ask('GET', '/second-factor')).body).toEqual({ configured: 'required', roles: [] })
  expect(await fixed.ask('PUT', '/second-factor', { roles: [] })).toMatchObject({ code: 'managed-elsewhere' })
})

test('behind TLS the cookies are Secure and of this host alone, and others are no cookies of ours', async () => {
  const aino = new Client(strict.url)
  const response = await fetch(`${strict.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'aino', password: PASSWORD }),
  })
  for (const cookie of response.headers.getSetCookie()) {
    expect(cookie).toMatch(/^__Host-kotisilta_\w+=.*Path=\/; .*HttpOnly; Secure; SameSite=Strict/)
  }
  await strict.addUser('bo', 'nurse')
  await aino.signIn('bo')
  const token = aino.cookies.get('__Host-kotisilta_session') as string
  expect((await strict.request(`kotisilta_session=${token}`, 'GET', '/api/v1/session')).status).toBe(401)
  expect((await strict.request(`__Host-kotisilta_session=${token}`, 'GET', '/api/v1/session')).status).toBe(200)
})

test.each([
  '/',
  '/sign-in',
  '/set-password',
  '/account',
  '/staff',
  '/patients',
  '/patients/none',
  '/quarantine',
  '/about',
  '/no-such-page',
  '/no-such-file.js',
  '/api/docs/',
  '/api/v1/openapi.json',
  '/api/v1/session',
  '/healthz',
])('%s has a security policy that lets nothing inline run, and no other site frame it', async (path) => {
  const { headers } = await fetch(`${strict.url}${path}`)
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/default-src 'self'/)
  expect(policy).toMatch(/script-src 'self'(;| 'sha)/)
  expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)/)
  expect(policy).toMatch(/frame-ancestors 'none'/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('a session that nobody uses ends; one that is locked waits for its owner', async () => {
  const used = new Client(brief.url)
  const locked = new Client(brief.url)
  const idle = new Client(brief.url)
  for (const client of [used, locked, idle]) await client.signIn()
  await locked.ask('POST', '/screen/lock')
  const since = Date.now()
  await until(async () => {
    expect((await used.ask('GET', '/session')).status).toBe(200)
    return Date.now() - since > 4_500
  }, 'it is used for longer than it may be idle')
  expect(await idle.ask('GET', '/session')).toMatchObject({ status: 401, code: 'not-signed-in' })
  expect(await locked.ask('GET', '/session')).toMatchObject({ status: 200, body: { locked: true } })
})
