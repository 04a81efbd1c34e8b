import { ON_CALL_NAMESPACE } from '@kotisilta/contract'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Region } from '../harness/region.ts'
import { Screen } from '../harness/screen.ts'
import { until } from '../harness/until.ts'

let region: Region
beforeAll(async () => {
  // Two seconds of a session.
  region = await Region.open(1, { KOTISILTA_SESSION_HOURS: String(2 / 3600) })
})
afterAll(() => region.close())

/** What the feed answers to somebody who may not hear it. */
function refusedWith(options: Parameters<typeof io>[1]): Promise<string> {
  const socket = io(`${region.url}${ON_CALL_NAMESPACE}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...options,
  })
  return new Promise((resolve, reject) => {
    socket.on('connect', () => reject(new Error('it was let in')))
    socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
      socket.close()
      resolve(error.data?.code ?? error.message)
    })
  })
}

test('a session that has expired is asked to sign in again, on the feed too, and its screen is let go', async () => {
  const cookie = await region.signIn()
  const screen = await Screen.open(region.url, cookie)
  expect((await region.request(cookie, 'GET', '/api/v1/session')).status).toBe(200)
  await until(() => !screen.socket.connected, 'the screen is let go')
  expect(await region.request(cookie, 'GET', '/api/v1/patients')).toMatchObject({
    status: 401,
    body: { code: 'not-signed-in' },
  })
  expect(await refusedWith({ extraHeaders: { cookie } })).toBe('not-signed-in')
  screen.close()
})

test('the feed takes a session token in place of the cookie, and nobody without either', async () => {
  const token = (await region.signIn()).split('=')[1] as string
  const socket = io(`${region.url}${ON_CALL_NAMESPACE}`, { transports: ['websocket'], forceNew: true, auth: { token } })
  await new Promise<void>((resolve, reject) => {
    socket.on('synchronised', () => resolve())
    socket.on('connect_error', reject)
  })
  socket.close()
  expect(await refusedWith({})).toBe('not-signed-in')
  expect(await refusedWith({ auth: { token: 'invented' } })).toBe('not-signed-in')
})

test('a technician hears no alerts, a page of another origin neither', async () => {
  await region.addUser('teppo', 'technician')
  expect(await refusedWith({ extraHeaders: { cookie: await region.signIn('teppo') } })).toBe('not-allowed')
  const cookie = await region.signIn()
  expect(await refusedWith({ extraHeaders: { cookie, origin: 'https://evil.example' } })).not.toBe('')
})

test('the cookie is out of the reach of scripts and of other sites', async () => {
  const response = await fetch(`${region.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'aino', password: 'a long enough password' }),
  })
  expect(response.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/)
  expect(response.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/)
})
