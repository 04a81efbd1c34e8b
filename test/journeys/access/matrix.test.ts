import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AccessPage, API_SCOPES, type ApiScope, ON_CALL_NAMESPACE, ROLES, type Role } from '@kotisilta/contract'
import { concernsOne, groundsOf, openDatabase } from '@kotisilta/server'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Reach } from '../../harness/reach.ts'
import { until } from '../../harness/until.ts'
import { type KnownRoute, ROUTES } from './routes.ts'

let reach: Reach
let nurse: string
let asked = 0
beforeAll(async () => {
  reach = await Reach.open()
  const session = (await reach.must('nurse', 'GET', '/api/v1/session')) as { user: { id: string } }
  nurse = session.user.id
})
afterAll(() => reach.close())

/** The number of something that there is not. */
const NOTHING = '01JD7Z4QK2W3E5R6T7Y8V9B0NM'
const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Every route that the server describes, and every one that its source registers. */
async function routesOfServer(): Promise<string[]> {
  const response = await fetch(`${reach.region.url}/api/v1/openapi.json`)
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, unknown>> }
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => METHODS.includes(method))
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  const folder = join(import.meta.dirname, '../../../server/src/api')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const registered = sources.flatMap((name) =>
    [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /\b(?:app|scope)\.(get|post|put|patch|delete)\(\s*'([^']+)'/g,
      ),
    ].map(([, method, path]) => `${method?.toUpperCase()} ${path?.replaceAll(/:(\w+)/g, '{$1}')}`),
  )
  expect(described.length).toBeGreaterThan(30)
  expect(registered.length).toBeGreaterThan(30)
  return [...new Set([...described, ...registered])].sort()
}

type Whom = 'inside' | 'outside'

function request(route: string, known: KnownRoute, whom: Whom) {
  const [method, path] = route.split(' ') as [string, string]
  const { patient, alert } = reach[whom]
  const id = known.id === 'alert' ? alert : known.id === 'patient' ? patient : 'nobody'
  const filled = path.replace('{id}', id).replaceAll(/\{\w+\}/g, NOTHING)
  const text =
    known.body === undefined
      ? undefined
      : JSON.stringify(known.body).replaceAll('NURSE', nurse).replaceAll('ANOTHER', `${asked++}`)
  return { method, path: `${filled}${known.query ?? ''}`, text }
}

async function ask(cookie: string, route: string, known: KnownRoute, whom: Whom) {
  const { method, path, text } = request(route, known, whom)
  const response = await fetch(`${reach.region.url}${path}`, {
    method,
    headers: { cookie, 'if-match': '"0"', ...(text !== undefined && { 'content-type': 'application/json' }) },
    ...(text !== undefined && { body: text }),
  })
  return { status: response.status, text: await response.text() }
}

test('the table knows every route, and there is none in it that the server does not have', async () => {
  expect(Object.keys(ROUTES).sort()).toEqual(await routesOfServer())
})

test('bad input 56: every route for every role: 403 where the role never may, 404 where the person is out of reach, and no 401', async () => {
  const database = await openDatabase(reach.region.dataDir)
  const names = (await database.query.selectFrom('patient').select('name').execute()).map(({ name }) => name)
  await database.close()
  expect(names).toHaveLength(2)
  let pairs = 0
  let refused = 0
  for (const [route, known] of Object.entries(ROUTES)) {
    const { action } = known
    if (action === undefined) continue
    for (const role of ROLES) {
      const cookie = reach.cookies.get(role) as string
      for (const whom of ['inside', 'outside'] as const) {
        pairs++
        const { status, text } = await ask(cookie, route, known, whom)
        const what = `${role} ${route} ${whom}: ${status} ${text.slice(0, 200)}`
        if (groundsOf(role, action).length === 0) {
          refused++
          expect(status, what).toBe(403)
        } else if (concernsOne(action) && (whom === 'outside' || isClosed(role, action))) {
          refused++
          expect(status, what).toBe(404)
        } else {
          expect([400, 401, 403, 500], what).not.toContain(status)
        }
        if (role === 'technician') for (const name of names) expect(text, what).not.toContain(name)
      }
    }
  }
  process.stdout.write(`walked ${pairs} pairs of route and role, ${refused} of them refused\n`)
  expect(pairs).toBeGreaterThan(300)
  expect(refused).toBeGreaterThan(150)
}, 120_000)

/** What the relative was not let in to; an alert that is resolved stays the nurse's to look at. */
const isClosed = (role: Role, action: string): boolean => role === 'relative' && action !== 'see-own-summary'

test('without a session every route that asks the policy says 401', async () => {
  for (const [route, known] of Object.entries(ROUTES)) {
    if (known.action === undefined) continue
    expect((await ask('', route, known, 'inside')).status, route).toBe(401)
  }
})

test('every route for every scope of a token: within its areas and no further, and nowhere else', async () => {
  const tokens = new Map<ApiScope, string>()
  for (const scope of API_SCOPES) {
    const gateway = scope === 'write-items' ? { gateway: reach.region.fleet[0]?.gateway } : {}
    const wanted = { name: scope, scopes: [scope], days: 1, areas: ['default'], ...gateway }
    tokens.set(
      scope,
      ((await reach.must('administrator', 'POST', '/api/v1/tokens', wanted)) as { token: string }).token,
    )
  }
  let pairs = 0
  let opened = 0
  for (const [route, known] of Object.entries(ROUTES)) {
    if (known.action === undefined) continue
    for (const [scope, token] of tokens) {
      for (const whom of ['inside', 'outside'] as const) {
        pairs++
        const { method, path, text } = request(route, known, whom)
        const response = await fetch(`${reach.region.url}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            'if-match': '"0"',
            ...(text && { 'content-type': 'application/json' }),
          },
          ...(text !== undefined && { body: text }),
        })
        const body = await response.text()
        const what = `${scope} ${route} ${whom}: ${response.status} ${body.slice(0, 200)}`
        if (known.scope === undefined) expect([401, 403], what).toContain(response.status)
        else if (known.scope !== scope) expect(response.status, what).toBe(403)
        else if (known.id !== undefined && whom === 'outside') expect(response.status, what).toBe(404)
        else {
          opened++
          expect(response.status, what).toBe(200)
          if (scope === 'read-patients' || scope === 'read-alerts') expect(body, what).toContain(reach.inside.patient)
        }
        expect(body, what).not.toContain(reach.outside.patient)
      }
    }
  }
  process.stdout.write(`walked ${pairs} pairs of route and token, ${opened} of them opened\n`)
  expect(opened).toBeGreaterThan(8)
  const { entries } = (await reach.must('auditor', 'GET', '/api/v1/access-log?ground=integration')) as AccessPage
  expect(entries.length).toBeGreaterThan(5)
  expect(entries.map(({ staff }) => staff.name)).toContain('read-readings')
  const refused = (await reach.must('auditor', 'GET', '/api/v1/access-log?action=refused')) as AccessPage
  expect(refused.entries.map(({ staff }) => staff.name)).toContain('read-readings')
}, 120_000)

test('what was refused is in the access log, by role and action, and whose data it was', async () => {
  const database = await openDatabase(reach.region.dataDir)
  const rows = await database.query
    .selectFrom('access_log')
    .select(['role', 'patient', 'detail'])
    .where('action', '=', 'refused')
    .execute()
  await database.close()
  for (const role of ROLES)
    expect(
      rows.some((row) => row.role === role),
      role,
    ).toBe(true)
  expect(rows).toContainEqual({ role: 'nurse', patient: reach.outside.patient, detail: 'see-patients' })
  expect(rows).toContainEqual({ role: 'technician', patient: reach.inside.patient, detail: 'see-patients' })
})

test('every role on the feed: whoever may hear alerts hears those of their people, with every event known', async () => {
  const known = ['alert', 'synchronised', 'tick', 'delivered']
  let heardBy = 0
  for (const role of ROLES) {
    const socket = io(`${reach.region.url}${ON_CALL_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: reach.cookies.get(role) as string },
    })
    const heard: [string, string][] = []
    let refused: string | undefined
    socket.onAny((event: string, ...rest: unknown[]) => {
      heard.push([event, JSON.stringify(rest)])
      const received = rest.at(-1)
      if (typeof received === 'function') received()
    })
    socket.on('connect_error', (error: Error & { data?: { code: string } }) => {
      refused = error.data?.code ?? error.message
    })
    if (groundsOf(role, 'hear-alerts').length === 0) {
      await until(() => refused !== undefined, `${role} is refused`)
      expect(refused, role).toBe('not-allowed')
    } else {
      await until(() => heard.some(([event]) => event === 'tick'), `${role} hears`)
      heardBy++
      for (const [event, text] of heard) {
        expect(known, `${role} heard ${event}`).toContain(event)
        expect(text, role).not.toContain(reach.outside.patient)
        expect(text, role).not.toContain(reach.outside.alert)
      }
    }
    socket.close()
  }
  expect(heardBy).toBe(4)
})
