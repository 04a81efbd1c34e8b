import { openDatabase } from '@kotisilta/server'
import { generate } from 'otplib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client } from '../harness/client.ts'
import { TestGateway } from '../harness/gateway.ts'
import { run } from '../harness/process.ts'
import { PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
beforeAll(async () => {
  region = await Region.open(3)
  await region.addUser('bo', 'nurse')
  await region.addUser('paula', 'administrator')
})
afterAll(() => region.close())

const client = () => new Client(region.url)
async function signedIn(username = 'aino'): Promise<Client> {
  const made = client()
  expect(await made.signIn(username)).toMatchObject({ status: 200 })
  return made
}

/** What the access log says of `staff`, oldest first. */
async function logged(username: string): Promise<string[]> {
  const database = await openDatabase(region.dataDir)
  const rows = await database.query
    .selectFrom('access_log')
    .innerJoin('staff', 'staff.id', 'access_log.staff')
    .select('access_log.action')
    .where('staff.username', '=', username)
    .orderBy('access_log.id')
    .execute()
  await database.close()
  return rows.map(({ action }) => action)
}

describe('sessions', () => {
  test('are listed with where and since when, and one that is revoked is cut off at once', async () => {
    const here = await signedIn('bo')
    const there = await signedIn('bo')
    const { socket } = there.feed()
    await until(() => socket.connected, 'the other screen hears the feed')
    const { body } = await here.ask('GET', '/account')
    expect(body.sessions).toHaveLength(2)
    expect(body.sessions).toContainEqual(
      expect.objectContaining({ current: true, address: '127.0.0.1', locked: false }),
    )
    const other = body.sessions.find(({ current }: { current: boolean }) => !current)
    expect(await here.ask('DELETE', `/account/sessions/${other.id}`)).toMatchObject({ status: 204 })
    await until(() => !socket.connected, 'the other screen is cut off')
    expect(await there.ask('GET', '/patients')).toMatchObject({ status: 401, code: 'not-signed-in' })
    expect(await here.ask('GET', '/patients')).toMatchObject({ status: 200 })
    expect(await logged('bo')).toContain('session-revoked')
  })

  test("nobody revokes somebody else's, but an administrator does", async () => {
    const bo = await signedIn('bo')
    const aino = await signedIn('aino')
    const { id } = (await aino.ask('GET', '/session')).body
    expect(await bo.ask('DELETE', `/account/sessions/${id}`)).toMatchObject({ status: 404 })
    const staff = (await aino.ask('GET', '/session')).body.user.id
    expect(await bo.ask('DELETE', `/staff/${staff}/sessions/${id}`)).toMatchObject({ status: 403, code: 'not-allowed' })
    const paula = await signedIn('paula')
    expect(await paula.ask('DELETE', `/staff/${staff}/sessions/${id}`)).toMatchObject({ status: 204 })
    expect(await aino.ask('GET', '/session')).toMatchObject({ status: 401 })
  })

  test('signing in gives another token, also to somebody who was signed in already', async () => {
    const aino = await signedIn()
    const before = aino.cookies.get('kotisilta_session') as string
    await aino.signIn()
    expect(aino.cookies.get('kotisilta_session')).not.toBe(before)
    expect((await region.request(`kotisilta_session=${before}`, 'GET', '/api/v1/session')).status).toBe(401)
  })
})

describe('a second factor', () => {
  test('by an authenticator app: set up, asked for at the next sign-in, counted once, and replaced by a recovery code', async () => {
    await region.addUser('totta', 'nurse')
    const totta = await signedIn('totta')
    const offer = (await totta.ask('POST', '/account/totp')).body
    expect(await totta.ask('POST', '/account/totp/confirm', { ticket: offer.ticket, code: '000000' })).toMatchObject({
      code: 'second-factor-wrong',
    })
    const code = await generate({ secret: offer.secret })
    const added = await totta.ask('POST', '/account/totp/confirm', { ticket: offer.ticket, code })
    expect(added.body.recoveryCodes).toHaveLength(8)

    const again = client()
    expect(await again.signIn('totta')).toMatchObject({ status: 401, code: 'second-factor-needed' })
    expect(await again.ask('GET', '/patients')).toMatchObject({ status: 401 })
    expect((await again.ask('GET', '/sign-in')).body.secondFactor).toEqual(['totp', 'recovery-code'])
    // The code that set it up has been used.
    expect(await again.ask('POST', '/session/second-factor', { totp: code })).toMatchObject({
      code: 'second-factor-wrong',
    })
    const next = await generate({ secret: offer.secret, epoch: Math.floor(Date.now() / 1000) + 30 })
    const [first] = added.body.recoveryCodes
    expect(
      await again.ask('POST', '/session/second-factor', { recoveryCode: String(first).toLowerCase() }),
    ).toMatchObject({
      status: 200,
    })
    expect((await again.ask('GET', '/patients')).status).toBe(200)

    const third = client()
    await third.signIn('totta')
    expect(await third.ask('POST', '/session/second-factor', { recoveryCode: first })).toMatchObject({
      code: 'second-factor-wrong',
    })
    expect(await third.ask('POST', '/session/second-factor', { totp: next })).toMatchObject({ status: 200 })

    const database = await openDatabase(region.dataDir)
    const kept = JSON.stringify(await database.query.selectFrom('staff_factor').selectAll().execute())
    const codes = JSON.stringify(await database.query.selectFrom('recovery_code').selectAll().execute())
    await database.close()
    expect(kept).not.toContain(offer.secret)
    expect(codes).not.toContain(String(first).replaceAll('-', ''))
    expect(codes).toContain('$argon2id$')
  })

  test('reset by an administrator: signed out everywhere, in by password alone, and it is in the log', async () => {
    const paula = await signedIn('paula')
    const totta = client()
    const row = (await paula.ask('GET', '/staff')).body.find(
      ({ username }: { username: string }) => username === 'totta',
    )
    expect(row.factors).toEqual(['totp'])
    expect(await paula.ask('POST', `/staff/${row.id}/reset-factors`)).toMatchObject({ status: 204 })
    expect(await totta.signIn('totta')).toMatchObject({ status: 200 })
    expect(await logged('paula')).toContain('factors-reset')
  })
})

describe('a tablet shared in a shift', () => {
  test('locked it tells of alerts and of nobody, proves nothing, and is opened again by a PIN', async () => {
    const tablet = await signedIn('aino')
    await tablet.ask('PUT', '/account/pin', { pin: '4711' })
    await tablet.ask('PUT', '/screen', { kind: 'tablet' })
    const { socket, veiled, alerts } = tablet.feed()
    await until(() => socket.connected, 'the tablet hears the feed')
    expect(await tablet.ask('POST', '/screen/lock')).toMatchObject({ status: 204 })
    await until(() => veiled.length > 0, 'the locked tablet is told what there is')

    const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
    await gateway.sos()
    await until(() => veiled.at(-1)?.length === 1, 'the locked tablet is told of the alert')
    const told = veiled.at(-1)
    expect(told).toEqual([
      { id: expect.any(String), priority: 'high', status: 'open', since: expect.any(String), calls: 1 },
    ])
    expect(alerts).toEqual([])
    expect(await tablet.ask('GET', '/patients')).toMatchObject({ status: 423, code: 'locked' })
    expect(await tablet.ask('POST', `/alerts/${told?.[0]?.id}/acknowledge`)).toMatchObject({
      status: 423,
      code: 'locked',
    })
    expect(await deliveries(told?.[0]?.id as string)).toBe(0)

    const { people } = (await tablet.ask('GET', '/screen')).body
    expect(people).toMatchObject([{ name: 'aino', current: true, ways: ['pin', 'password'] }])
    const wrong = await tablet.ask('POST', '/screen/unlock', { session: people[0].session, with: { pin: '1357' } })
    expect(wrong).toMatchObject({ status: 403, code: 'pin-wrong' })
    const opened = await tablet.ask('POST', '/screen/unlock', { session: people[0].session, with: { pin: '4711' } })
    expect(opened).toMatchObject({ status: 200, body: { locked: false } })
    await until(() => alerts.length === 1, 'the opened tablet has the alert')
    await until(async () => (await deliveries(told?.[0]?.id as string)) === 1, 'and has proven it')
    expect(await tablet.ask('POST', `/alerts/${told?.[0]?.id}/acknowledge`)).toMatchObject({ status: 200 })
    socket.close()
    await gateway.close()
  })

  async function deliveries(alert: string): Promise<number> {
    const database = await openDatabase(region.dataDir)
    const rows = await database.query.selectFrom('alert_delivery').selectAll().where('alert', '=', alert).execute()
    await database.close()
    return rows.length
  }

  test('goes from one to another and back; five wrong PINs and only the password opens it', async () => {
    const tablet = await signedIn('aino')
    await tablet.ask('PUT', '/screen', { kind: 'tablet' })
    expect((await tablet.signIn('bo')).body.user.username).toBe('bo')
    const { people } = (await tablet.ask('GET', '/screen')).body
    expect(people.map(({ name, current }: { name: string; current: boolean }) => [name, current])).toEqual([
      ['aino', false],
      ['bo', true],
    ])
    const [aino, bo] = people.map(({ session }: { session: string }) => session)
    const stranger = client()
    expect(await stranger.ask('POST', '/screen/unlock', { session: aino, with: { pin: '4711' } })).toMatchObject({
      status: 404,
    })

    expect(await tablet.ask('POST', '/screen/unlock', { session: aino, with: { pin: '4711' } })).toMatchObject({
      status: 200,
      body: { user: { username: 'aino' } },
    })
    // Many at the same moment are no more than the same number one after the other.
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, guess) =>
        tablet.ask('POST', '/screen/unlock', { session: aino, with: { pin: String(2000 + guess * 7) } }),
      ),
    )
    expect(tries.filter(({ code }) => code === 'pin-wrong').length).toBeLessThanOrEqual(5)
    expect(await tablet.ask('POST', '/screen/unlock', { session: aino, with: { pin: '4711' } })).toMatchObject({
      status: 403,
      code: 'pin-blocked',
    })
    expect(await tablet.ask('POST', '/screen/unlock', { session: aino, with: { password: PASSWORD } })).toMatchObject({
      status: 200,
    })
    expect(await tablet.ask('POST', '/screen/unlock', { session: bo, with: { password: PASSWORD } })).toMatchObject({
      body: { user: { username: 'bo' } },
    })
  })
})

describe('bad input 59: guessing', () => {
  test('is slowed down for the guesser alone: an SOS goes through and is taken, and the owner’s own screen still signs in', async () => {
    const own = await signedIn('bo')
    const screen = await region.screen()
    const guesser = client()
    const codes = new Map<string | undefined, number>()
    let guessing = true
    const attack = (async () => {
      while (guessing) {
        const { code } = await guesser.signIn('bo', 'guess')
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }
    })()
    await until(() => (codes.get('too-many-requests') ?? 0) > 20, 'guessing has to wait')

    const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[1] as (typeof region.fleet)[0])
    await gateway.sos()
    const raised = await screen.alert(({ patient }) => patient.id === gateway.patient)
    expect(await own.ask('POST', `/alerts/${raised.id}/acknowledge`)).toMatchObject({ status: 200 })
    const { token, devices } = region.fleet[2] as (typeof region.fleet)[0]
    const item = { ...gateway.item({ kind: 'heart-rate', value: 70, unit: '/min' }), device: devices[0]?.device }
    const posted = await own.ask('POST', '/items', JSON.parse(gateway.message([item])), {
      authorization: `Bearer ${token}`,
    })
    expect(posted).toMatchObject({ status: 200 })
    // The same person at a screen where they have been before.
    expect(await own.signIn('bo')).toMatchObject({ status: 200 })
    guessing = false
    await attack
    expect(codes.get('sign-in-failed')).toBeLessThanOrEqual(10)
    expect(await logged('bo')).toEqual(expect.arrayContaining(['sign-in-failed', 'sign-in-slowed']))
    const refusal = await guesser.signIn('bo')
    expect(refusal).toMatchObject({ status: 429, body: { retryAfterSeconds: expect.any(Number) } })
    screen.close()
    await gateway.close()
  })
})

describe('bad input 55: tokens', () => {
  test.each([
    ['none', undefined],
    ['an invented one', 'Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ["a gateway's", 'gateway'],
  ])('%s opens nothing of the staff’s', async (_, authorization) => {
    const bearer = authorization === 'gateway' ? `Bearer ${region.fleet[0]?.token}` : authorization
    const headers: Record<string, string> = bearer === undefined ? {} : { authorization: bearer }
    for (const path of ['/patients', '/alerts?status=open', '/account', '/staff']) {
      expect(await client().ask('GET', path, undefined, headers)).toMatchObject({ status: 401, code: 'not-signed-in' })
    }
  })

  test("a session's token does not speak for a gateway", async () => {
    const aino = await signedIn()
    const authorization = `Bearer ${aino.cookies.get('kotisilta_session')}`
    expect(await client().ask('POST', '/items', {}, { authorization })).toMatchObject({
      status: 401,
      code: 'token-invalid',
    })
  })
})

describe('bad input 58: pages of another origin', () => {
  const foreign = { origin: 'https://evil.example' }
  test.each([
    ['POST', '/session', { username: 'aino', password: PASSWORD }],
    ['DELETE', '/session', undefined],
    ['POST', '/screen/lock', undefined],
    ['PUT', '/account/pin', { pin: '4711' }],
    ['POST', '/alerts/01JD7Z4QK2W3E5R6T7Y8V9B0NM/acknowledge', {}],
    ['GET', '/patients', undefined],
  ])('%s %s is refused, cookie or not', async (method, path, body) => {
    const aino = await signedIn()
    expect(await aino.ask(method, path, body, foreign)).toMatchObject({ status: 403, code: 'origin-refused' })
    expect(await aino.ask('GET', '/session')).toMatchObject({ status: 200 })
  })

  test('a form cannot say anything here, for it can send no JSON', async () => {
    const aino = await signedIn()
    const response = await fetch(`${region.url}/api/v1/account/pin`, {
      method: 'PUT',
      headers: { cookie: aino.cookieHeader, 'content-type': 'text/plain' },
      body: '{"pin":"4711"}',
    })
    expect(response.status).toBe(415)
  })

  test('all cookies are out of the reach of scripts and of other sites', async () => {
    const response = await fetch(`${region.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'aino', password: PASSWORD }),
    })
    const cookies = response.headers.getSetCookie().filter((cookie) => !/Max-Age=0|1970/.test(cookie))
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/)
  })
})

describe('accounts', () => {
  test('a new one chooses its own password by a link that works once', async () => {
    const paula = await signedIn('paula')
    const added = await paula.ask('POST', '/staff', { username: 'uusi', name: 'Uusi Hoitaja', role: 'nurse' })
    const token = added.body.link.path.split('#')[1]
    expect(await client().signIn('uusi', '')).toMatchObject({ status: 400 })
    expect(await client().signIn('uusi')).toMatchObject({ status: 401, code: 'sign-in-failed' })
    expect(await client().ask('POST', '/set-password', { token, password: 'short' })).toMatchObject({
      code: 'password-too-short',
    })
    expect(await client().ask('POST', '/set-password', { token, password: PASSWORD })).toMatchObject({ status: 204 })
    expect(await client().ask('POST', '/set-password', { token, password: 'another long one' })).toMatchObject({
      status: 410,
      code: 'link-invalid',
    })
    expect((await signedIn('uusi')).cookies.size).toBe(2)
    expect(await paula.ask('POST', '/staff', { username: 'UUSI', name: 'x', role: 'nurse' })).toMatchObject({
      status: 409,
      code: 'username-taken',
    })
  })

  test('one that is disabled is out at once, feed and all, and is back when it is enabled', async () => {
    const paula = await signedIn('paula')
    const uusi = await signedIn('uusi')
    const { socket } = uusi.feed()
    await until(() => socket.connected, 'the screen hears the feed')
    const id = (await uusi.ask('GET', '/session')).body.user.id
    await paula.ask('PATCH', `/staff/${id}`, { disabled: true })
    await until(() => !socket.connected, 'the screen is cut off')
    expect(await uusi.ask('GET', '/session')).toMatchObject({ status: 401 })
    expect(await client().signIn('uusi')).toMatchObject({ status: 401, code: 'sign-in-failed' })
    await paula.ask('PATCH', `/staff/${id}`, { disabled: false, role: 'technician' })
    expect((await (await signedIn('uusi')).ask('GET', '/session')).body.user.role).toBe('technician')
  })

  test('the last administrator stays one; nobody else manages accounts, or gives themselves a role', async () => {
    const paula = await signedIn('paula')
    const id = (await paula.ask('GET', '/session')).body.user.id
    for (const change of [{ disabled: true }, { role: 'nurse' }]) {
      expect(await paula.ask('PATCH', `/staff/${id}`, change)).toMatchObject({
        status: 409,
        code: 'last-administrator',
      })
    }
    const aino = await signedIn('aino')
    const own = (await aino.ask('GET', '/session')).body.user.id
    expect(await aino.ask('PATCH', `/staff/${own}`, { role: 'administrator' })).toMatchObject({ status: 403 })
    await aino.ask('PUT', '/account/password', { password: PASSWORD, role: 'administrator' })
    expect((await aino.ask('GET', '/session')).body.user.role).toBe('on-call')
  })

  test('from the command line one is listed, disabled at once, or given a link for a new password', async () => {
    await region.addUser('kalle', 'nurse')
    const kalle = await signedIn('kalle')
    const user = (...rest: string[]) => run(['user', ...rest], region.environment)
    expect((await user('list')).stdout).toContain('{"username":"kalle","name":"kalle","role":"nurse","disabled":false}')
    const { link } = JSON.parse((await user('reset-password', '--username', 'kalle')).stdout)
    expect(await kalle.ask('GET', '/session')).toMatchObject({ status: 401 })
    expect(await kalle.signIn('kalle')).toMatchObject({ code: 'sign-in-failed' })
    const token = link.split('#')[1]
    expect(await kalle.ask('POST', '/set-password', { token, password: PASSWORD })).toMatchObject({ status: 204 })
    await kalle.signIn('kalle')
    const { socket } = kalle.feed()
    await until(() => socket.connected, 'the screen hears the feed')
    expect((await user('disable', '--username', 'kalle')).code).toBe(0)
    expect(await kalle.ask('GET', '/session')).toMatchObject({ status: 401 })
    await until(() => !socket.connected, 'the screen is cut off')
    expect((await user('disable', '--username', 'nobody')).stderr).toContain('user-unknown')
  })
})
