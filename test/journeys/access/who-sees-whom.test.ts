import type { AccessPage, Areas, BrokenGlass, CareCircle, FoundOutside, OwnPage } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run } from '../../harness/process.ts'
import { Reach } from '../../harness/reach.ts'
import { Screen } from '../../harness/screen.ts'
import { until } from '../../harness/until.ts'

let reach: Reach
let nurse: string
let outsider: { patient: string; name: string; birthYear: number }
beforeAll(async () => {
  reach = await Reach.open({ KOTISILTA_CARE_PHONE: '015 123 456' })
  nurse = ((await reach.must('nurse', 'GET', '/api/v1/session')) as { user: { id: string } }).user.id
  const database = await openDatabase(reach.region.dataDir)
  outsider = { patient: reach.outside.patient, name: 'Helvi Äijälä', birthYear: 1941 }
  await database.query
    .updateTable('patient')
    .set({ name: outsider.name, birth_year: outsider.birthYear })
    .where('id', '=', outsider.patient)
    .execute()
  await database.close()
})
afterAll(() => reach.close())

const status = async (...asked: Parameters<Reach['ask']>) => (await reach.ask(...asked)).status
const outside = () => `/api/v1/patients/${reach.outside.patient}`

test('a care relationship opens somebody outside one’s area on an open screen too, and its end closes it at once', async () => {
  const screen = await reach.screen('nurse')
  expect(screen.alerts.has(reach.outside.alert)).toBe(false)
  expect(await status('nurse', 'GET', outside())).toBe(404)

  const everywhere = await reach.region.signIn('everywhere')
  await reach.region.addUser('north', 'coordinator', ['north'])
  const coordinator = await reach.region.signIn('north')
  const made = await reach.region.request(coordinator, 'POST', `${outside()}/relationships`, { staff: nurse })
  expect(made.status).toBe(200)
  await screen.alert((alert) => alert.id === reach.outside.alert)
  expect(await status('nurse', 'GET', outside())).toBe(200)
  const list = (await reach.must('nurse', 'GET', '/api/v1/patients')) as { id: string }[]
  expect(list.map(({ id }) => id)).toContain(reach.outside.patient)

  const { id } = made.body as { id: string }
  await reach.region.request(coordinator, 'POST', `${outside()}/relationships/${id}/end`)
  await until(() => !screen.alerts.has(reach.outside.alert), 'the screen has dropped it')
  expect(screen.alerts.has(reach.inside.alert)).toBe(true)
  expect(await status('nurse', 'GET', outside())).toBe(404)
  const circle = (await reach.region.request(everywhere, 'GET', `${outside()}/circle`)).body as CareCircle
  expect(circle).toMatchObject({ area: { name: 'Pohjoinen' }, relationships: [] })
  screen.close()
})

test('a team’s areas are its members’, from the moment that somebody joins until they leave', async () => {
  const put = (path: string, members: string[]) =>
    reach.must('administrator', 'POST', path, { name: 'Yöpartio', areas: ['north'], members })
  const { id } = (await put('/api/v1/teams', [nurse])) as { id: string }
  expect(await status('nurse', 'GET', outside())).toBe(200)
  const areas = (await reach.must('administrator', 'GET', '/api/v1/areas')) as Areas
  expect(areas.teams).toContainEqual({ id, name: 'Yöpartio', areas: ['north'], members: [nurse] })
  await put(`/api/v1/teams/${id}`, [])
  expect(await status('nurse', 'GET', outside())).toBe(404)
})

test('broken glass opens one person, is in sight of everybody, in the log with its reason, and is reviewed by another', async () => {
  const search = { name: ' helvi äijälä ', birthYear: outsider.birthYear }
  expect(await reach.must('nurse', 'POST', '/api/v1/break-glass/search', { ...search, name: 'helvi' })).toEqual([])
  expect(await reach.must('nurse', 'POST', '/api/v1/break-glass/search', { ...search, birthYear: 1942 })).toEqual([])
  const [found] = (await reach.must('nurse', 'POST', '/api/v1/break-glass/search', search)) as FoundOutside[]
  expect(found).toMatchObject({ id: reach.outside.patient, open: false })
  expect(await status('nurse', 'GET', outside())).toBe(404)

  const open = (reason: string) => ({ patient: reach.outside.patient, reason })
  expect(await status('nurse', 'POST', '/api/v1/break-glass', open('no'))).toBe(400)
  const reason = 'Naapuri soitti, ei avaa ovea'
  await reach.must('nurse', 'POST', '/api/v1/break-glass', open(reason))
  expect(await status('nurse', 'GET', outside())).toBe(200)
  expect(await status('physician', 'GET', outside())).toBe(404)

  const rows = (await reach.must('auditor', 'GET', '/api/v1/break-glass')) as BrokenGlass[]
  expect(rows).toMatchObject([{ staff: { name: 'nurse' }, patient: { name: outsider.name }, reason, review: null }])
  expect(rows[0]?.uses).toBeGreaterThan(0)
  // Whose people it is not is not told of it either.
  expect(await reach.must('coordinator', 'GET', '/api/v1/break-glass')).toEqual([])
  const review = `/api/v1/break-glass/${rows[0]?.id}/review`
  expect(await status('coordinator', 'POST', review, { verdict: 'justified' })).toBe(404)
  await reach.must('auditor', 'POST', review, { verdict: 'justified', note: 'Soitettu naapurille' })
  expect(await status('auditor', 'POST', review, { verdict: 'unjustified' })).toBe(404)

  const log = (await reach.must('auditor', 'GET', '/api/v1/access-log?ground=break-glass')) as AccessPage
  expect(log.entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['glass-broken', 'patient-viewed']))
  expect(log.entries.find(({ action }) => action === 'glass-broken')).toMatchObject({
    detail: reason,
    patient: { id: reach.outside.patient },
    staff: { id: nurse, role: 'nurse' },
  })
})

test('a relative sees what was agreed to, a client all of their own, and nothing from the withdrawal on', async () => {
  const me = async (role: 'client' | 'relative') => ((await reach.must(role, 'GET', '/api/v1/me')) as OwnPage).people
  const [own] = await me('client')
  expect(own).toMatchObject({ holder: 'self', mayDecide: true, summary: { state: 'being-seen-to' } })
  expect(own?.readings).toBeDefined()
  expect(own?.consents).toMatchObject([{ account: { username: 'relative' }, scopes: ['summary'] }])
  const [theirs] = await me('relative')
  expect(theirs).toMatchObject({ holder: 'relative', mayDecide: false, summary: { state: 'being-seen-to' } })
  for (const part of ['readings', 'alerts', 'plan', 'consents']) expect(theirs).not.toHaveProperty(part)
  expect(own?.plan?.en.map(({ title }) => title)).toContain('Remember')

  const { patient } = reach.inside
  const log = (await reach.must('client', 'GET', `/api/v1/me/${patient}/access-log`)) as AccessPage
  const read = log.entries.find(({ action, staff }) => action === 'own-page-viewed' && staff.role === 'relative')
  expect(read).toMatchObject({ ground: 'consent', staff: { name: 'relative' }, detail: null })

  await reach.must('client', 'POST', `/api/v1/me/${patient}/consents/${reach.consent}/withdraw`)
  expect(await me('relative')).toEqual([])
  const after = (await reach.must('client', 'GET', `/api/v1/me/${patient}/access-log`)) as AccessPage
  expect(after.entries[0]?.action).toBe('own-log-viewed')
  expect(after.entries[1]).toMatchObject({ action: 'consent-withdrawn', ground: 'own-data' })
})

test('the client lets a relative in to the plan, in plain words; a guardian does it for the client, and nobody else', async () => {
  const { patient } = reach.inside
  const me = async (role: 'client' | 'relative') => ((await reach.must(role, 'GET', '/api/v1/me')) as OwnPage).people
  const consents = `/api/v1/me/${patient}/consents`
  await reach.must('client', 'POST', consents, { username: 'relative', scopes: ['plan'] })
  const [theirs] = await me('relative')
  expect(theirs).toMatchObject({ holder: 'relative', scopes: ['plan'] })
  expect(theirs?.plan?.fi.length).toBeGreaterThan(0)
  for (const part of ['summary', 'readings', 'alerts', 'consents']) expect(theirs).not.toHaveProperty(part)
  expect(await status('relative', 'POST', consents, { username: 'relative', scopes: ['alerts'] })).toBe(404)
  expect(await status('client', 'POST', consents, { username: 'nobody', scopes: ['plan'] })).toBe(400)

  const guardian = { username: 'relative', holder: 'guardian', scopes: [], given: 'Käräjäoikeuden päätös' }
  await reach.must('coordinator', 'POST', `/api/v1/patients/${patient}/consents`, guardian)
  await reach.region.addUser('serkku', 'relative')
  await reach.must('relative', 'POST', consents, { username: 'serkku', scopes: ['summary'] })
  const [own] = await me('client')
  expect(own?.consents?.find(({ account }) => account.username === 'serkku')).toMatchObject({
    holder: 'relative',
    scopes: ['summary'],
    given: 'relative, Kotisilta',
  })
})

test('an account whose areas are taken away loses its alerts, one that is disabled its screen', async () => {
  await reach.region.addUser('bo', 'on-call', ['default'])
  const screen = await Screen.open(reach.region.url, await reach.region.signIn('bo'))
  await screen.alert((alert) => alert.id === reach.inside.alert)
  const { staff } = (await reach.must('administrator', 'GET', '/api/v1/areas')) as Areas
  const bo = staff.find(({ username }) => username === 'bo')?.id as string
  await reach.must('administrator', 'POST', `/api/v1/staff/${bo}/areas`, { areas: [] })
  await until(() => screen.alerts.size === 0, 'nothing is left on it')
  const database = await openDatabase(reach.region.dataDir)
  await database.query.updateTable('staff').set({ disabled_at: Date.now() }).where('id', '=', bo).execute()
  await database.close()
  await until(() => !screen.socket.connected, 'the screen is let go')
  screen.close()
})

test('bad input 51: what looks like SQL or a query is a name that nobody has', async () => {
  const nasty = ["' or '1'='1", "'; drop table patient; --", '%', '*', '") or 1=1 --', '{"$gt":""}', '%00']
  for (const text of nasty) {
    const part = encodeURIComponent(text)
    expect(await status('nurse', 'GET', `/api/v1/patients/${part}`), text).toBe(404)
    expect(await status('nurse', 'GET', `/api/v1/patients/${part}/readings`), text).toBe(404)
    expect(await status('nurse', 'GET', `/api/v1/alerts?patient=${part}`), text).toBe(404)
    expect(await status('nurse', 'GET', `/api/v1/alerts?status=${part}`), text).toBe(400)
    const log = (await reach.must('auditor', 'GET', `/api/v1/access-log?staff=${part}`)) as AccessPage
    expect(log.entries, text).toEqual([])
  }
  expect(((await reach.must('nurse', 'GET', '/api/v1/patients')) as unknown[]).length).toBeGreaterThan(0)
})

test('bad input 53: an export holds no formula, and that it was made is in the log', async () => {
  await reach.must('auditor', 'GET', `/api/v1/access-log?${new URLSearchParams({ action: '=cmd|calc' })}`)
  await reach.must('administrator', 'POST', '/api/v1/areas', { name: '=HYPERLINK("x")' })
  const database = await openDatabase(reach.region.dataDir)
  await database.query.updateTable('patient').set({ name: '@SUM(A1)' }).where('id', '=', outsider.patient).execute()
  await database.close()
  const response = await fetch(`${reach.region.url}/api/v1/access-log.csv`, {
    headers: { cookie: reach.cookies.get('auditor') as string },
  })
  expect(response.headers.get('content-type')).toContain('text/csv')
  const csv = await response.text()
  expect(csv).toContain("'@SUM(A1)")
  const fields = [...csv.matchAll(/("(?:[^"]|"")*"|[^,\r\n"]+)(?=,|\r\n)/g)].map(([, field = '']) => field)
  expect(fields.length).toBeGreaterThan(100)
  for (const field of fields) expect(field).not.toMatch(/^"?[=+@-]/)
  const log = (await reach.must('auditor', 'GET', '/api/v1/access-log?action=access-log-exported')) as AccessPage
  expect(log.entries).toHaveLength(1)
})

test('bad input 57: fields that nobody asked for are refused and change nothing', async () => {
  const { patient } = reach.inside
  const consent = { username: 'relative', holder: 'relative', scopes: ['summary'], given: 'on paper' }
  for (const more of [{ role: 'administrator' }, { patient: reach.outside.patient }, { id: 'x' }, { from: 0 }]) {
    expect(await status('nurse', 'POST', `/api/v1/patients/${patient}/consents`, { ...consent, ...more })).toBe(400)
  }
  const glass = { patient: reach.outside.patient, reason: 'ei vastaa puhelimeen', until: '2999-01-01T00:00:00.000Z' }
  expect(await status('physician', 'POST', '/api/v1/break-glass', glass)).toBe(400)
  const reached = { areas: 'every', role: 'administrator' }
  expect(await status('administrator', 'POST', `/api/v1/staff/${nurse}/areas`, reached)).toBe(400)
  expect(await status('nurse', 'POST', `/api/v1/patients/${patient}/consents`, JSON.parse('{"__proto__":{}}'))).toBe(
    400,
  )
})

test('the log of all this is as it was written, and once changed it is not', async () => {
  const verify = () => run(['verify-audit', '--json'], reach.region.environment)
  const before = await verify()
  expect(before.code, before.stdout).toBe(0)
  const { entries } = JSON.parse(before.stdout) as { entries: number }
  expect(entries).toBeGreaterThan(40)
  const database = await openDatabase(reach.region.dataDir)
  database.sqlite.exec('drop trigger access_log_is_not_changed')
  database.sqlite.exec(`update access_log set staff = 'somebody else' where id = 20`)
  await database.close()
  const after = await verify()
  expect(after.code).toBe(1)
  expect(JSON.parse(after.stdout)).toMatchObject({ faults: [{ code: 'entry-changed', entry: 20 }] })
})
