import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../harness/free-port.ts'
import { type Person, TestProvider } from '../harness/provider.ts'
import { Region } from '../harness/region.ts'
import { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'
import { Wanderer } from '../harness/wanderer.ts'

const PEOPLE: Record<string, Person> = {
  maija: { name: 'Maija Meikäläinen', roles: ['home-care', 'night-team'] },
  olli: { name: 'Olli Outo', roles: ['accounting'] },
}

let region: Region
let provider: TestProvider
beforeAll(async () => {
  const port = await freePort()
  provider = await TestProvider.start(PEOPLE, `http://127.0.0.1:${port}`)
  region = await Region.open(1, { ...provider.environment(), KOTISILTA_HTTP_PORT: String(port) })
})
afterAll(async () => {
  await region.close()
  await provider.close()
})

async function through(who: string, from = '/patients'): Promise<Wanderer> {
  const wanderer = await new Wanderer().go(`${region.url}/api/v1/oidc/start?from=${encodeURIComponent(from)}`)
  return wanderer.go(wanderer.url, { login: who })
}
const session = async (wanderer: Wanderer) => region.request(wanderer.cookies(region.url), 'GET', '/api/v1/session')

test('whom the provider signs in is in, as the role that it says, and where they wanted to go', async () => {
  const maija = await through('maija')
  expect(maija.url).toBe(`${region.url}/patients`)
  const { body } = await session(maija)
  // Of her two roles the first in the operator's list.
  expect(body).toMatchObject({ user: { username: 'maija', name: 'Maija Meikäläinen', role: 'on-call' } })
  PEOPLE.maija = { name: 'Maija Virtanen', roles: ['home-care'] }
  const again = await through('maija')
  expect((await session(again)).body).toMatchObject({
    user: { id: (body as { user: { id: string } }).user.id, name: 'Maija Virtanen', role: 'nurse' },
  })
})

test('a role that nobody has translated is signed in nowhere, and so is who declines', async () => {
  const olli = await through('olli')
  expect(olli.url).toBe(`${region.url}/sign-in?refused=role-unknown`)
  expect((await session(olli)).status).toBe(401)
  const undecided = await new Wanderer().go(`${region.url}/api/v1/oidc/start`)
  await undecided.go(undecided.url, { cancel: 'yes' })
  expect(undecided.url).toBe(`${region.url}/sign-in?refused=provider-declined`)
})

test('another answer than the one that was asked for opens nothing', async () => {
  const started = await new Wanderer().go(`${region.url}/api/v1/oidc/start`)
  for (const answer of [
    '?code=invented&state=invented',
    '',
    `?code=invented&iss=${encodeURIComponent(provider.issuer)}`,
  ]) {
    const wanderer = await new Wanderer().go(`${region.url}/api/v1/oidc/callback${answer}`)
    expect(wanderer.url).toBe(`${region.url}/sign-in?refused=provider-failed`)
  }
  // The right browser with a state that is not its own.
  await started.go(`${region.url}/api/v1/oidc/callback?code=invented&state=another`)
  expect(started.url).toContain('refused=provider-failed')
  expect((await session(started)).status).toBe(401)
})

test('new keys of the provider are believed at once', async () => {
  await through('maija')
  provider.rotateKeys()
  expect((await session(await through('maija'))).status).toBe(200)
})

test('signing out here leads to signing out there, and whoever signs out there is out here, feed and all', async () => {
  const maija = await through('maija')
  const cookie = maija.cookies(region.url)
  const screen = await Screen.open(region.url, cookie)
  const elsewhere = await through('maija')
  const signedOut = await region.request(cookie, 'DELETE', '/api/v1/session')
  const { continueAt } = signedOut.body as { continueAt: string }
  expect(continueAt).toContain(`${provider.issuer}/session/end`)
  await until(() => !screen.socket.connected, 'the screen is cut off')
  screen.close()

  // At the provider: its own page asks, and tells us behind the browser's back.
  await elsewhere.go(`${provider.issuer}/session/end`)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(elsewhere.text)?.[1] as string
  await elsewhere.go(`${provider.issuer}/session/end/confirm`, { xsrf, logout: 'yes' })
  await until(async () => (await session(elsewhere)).status === 401, 'the session here has ended')
})

test('a word of signing out that the provider has not signed is refused', async () => {
  const maija = await through('maija')
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const claims = {
    iss: provider.issuer,
    aud: 'kotisilta',
    sub: 'maija',
    iat: Math.floor(Date.now() / 1000),
    jti: 'x',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  }
  for (const token of [`${encode({ alg: 'none' })}.${encode(claims)}.`, 'nonsense', '']) {
    const response = await fetch(`${region.url}/api/v1/oidc/back-channel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    })
    expect(response.status).toBe(400)
  }
  expect((await session(maija)).status).toBe(200)
})

test('a provider that cannot be reached is told plainly, and local accounts sign in all the same', async () => {
  await provider.close()
  const lost = await new Wanderer().go(`${region.url}/api/v1/oidc/start`)
  expect(lost.url).toBe(`${region.url}/sign-in?refused=provider-unreachable`)
  expect(await region.signIn()).toContain('kotisilta_session=')
})
