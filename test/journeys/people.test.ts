import { inventedPersonalIdentity, type PatientChange, type PatientRecord } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let nurse: string
beforeAll(async () => {
  region = await Region.open(3)
  await region.addUser('kaisa', 'coordinator')
  await region.addUser('teppo', 'technician')
  nurse = await region.signIn('kaisa')
})
afterAll(() => region.close())

const ask = async <T>(method: string, path: string, body?: unknown, cookie = nurse) => {
  const answer = await region.request(cookie, method, `/api/v1${path}`, body)
  return answer as { status: number; body: T & { code?: string } }
}
async function added(fields: object): Promise<string> {
  const { status, body } = await ask<{ id: string }>('POST', '/patients', { area: 'default', ...fields })
  expect(status, JSON.stringify(body)).toBe(200)
  return body.id
}
const recordOf = async (id: string) => (await ask<PatientRecord>('GET', `/patients/${id}/record`)).body
const historyOf = async (id: string) => (await ask<PatientChange[]>('GET', `/patients/${id}/history`)).body
const logged = async (patient: string) => {
  const database = await openDatabase(region.dataDir)
  const rows = database.sqlite.prepare('select action, detail from access_log where patient = ?').all(patient)
  await database.close()
  return rows as { action: string; detail: string | null }[]
}
const identity = inventedPersonalIdentity('1942-03-08', 921)

describe('a record', () => {
  test('is entered, edited with what it was before, and refused to whoever saw an older one', async () => {
    const id = await added({
      name: 'Helvi Mäkelä',
      keyBox: '4411',
      allergies: ['penisilliini'],
      doNotResuscitate: true,
    })
    const first = await recordOf(id)
    expect(first).toMatchObject({ name: 'Helvi Mäkelä', status: 'active', version: 1, doNotResuscitate: true })
    const edited = await ask('PATCH', `/patients/${id}/record`, {
      version: 1,
      changes: { keyBox: '5522', phone: '040 1' },
    })
    expect(edited).toMatchObject({ status: 200, body: { keyBox: '5522', version: 2 } })
    const late = await ask('PATCH', `/patients/${id}/record`, { version: 1, changes: { keyBox: '9' } })
    expect(late).toMatchObject({ status: 409, body: { code: 'record-changed' } })
    const [newest, oldest] = await historyOf(id)
    expect(newest).toMatchObject({
      action: 'edited',
      by: { name: 'kaisa' },
      changes: [
        { field: 'keyBox', before: '4411', after: '5522' },
        { field: 'phone', before: null, after: '040 1' },
      ],
    })
    expect(oldest?.action).toBe('added')
    const page = await ask('GET', `/patients/${id}`)
    expect(page.body).toMatchObject({ allergies: ['penisilliini'], doNotResuscitate: true, status: 'active' })
    expect(await logged(id)).toContainEqual({ action: 'patient-edited', detail: 'keyBox phone' })
  })

  test('bad input 57: fields that are nobody’s to set are refused, not ignored', async () => {
    const id = await added({ name: 'Massa' })
    for (const changes of [{ status: 'dead' }, { home: 'home-000001' }, { version: 9 }, { identity_masked: 'x' }, {}]) {
      expect((await ask('PATCH', `/patients/${id}/record`, { version: 1, changes })).status).toBe(400)
    }
    expect((await ask('POST', '/patients', { name: 'X', area: 'default', id: 'patient-000001' })).status).toBe(400)
    expect((await ask('POST', `/patients/${id}/life`, { step: 'hospital', status: 'left' })).status).toBe(400)
    expect(await recordOf(id)).toMatchObject({ version: 1, status: 'active' })
  })

  test('bad input 65: right-to-left, emoji, "Ääkköset" and a person named Null come back exactly', async () => {
    for (const name of [
      'Null',
      'undefined',
      'عائشة بنت محمد',
      '👵🏽 Mummo 👨‍👩‍👧',
      'Ääkköset Åström-Öhman',
      '<b>O’Brien</b> & "Co"',
      'a̐éö̲',
    ]) {
      const id = await added({ name, notes: `${name}\n${name}` })
      expect(await recordOf(id)).toMatchObject({ name, notes: `${name}\n${name}` })
      expect(await ask('GET', `/patients/${id}`)).toMatchObject({ body: { name } })
      const exported = await ask('GET', `/patients/${id}/export`)
      expect(exported.body).toMatchObject({ record: { name } })
      const page = await fetch(`${region.url}/api/v1/patients/${id}/export?as=html`, { headers: { cookie: nurse } })
      const text = await page.text()
      expect(text).toContain(
        name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
      )
      expect(text).not.toContain('<b>')
    }
  })

  test('a technician sees kits and no records', async () => {
    const id = await added({ name: 'Salainen' })
    const teppo = await region.signIn('teppo')
    expect((await ask('GET', '/kits', undefined, teppo)).status).toBe(200)
    for (const path of [`/patients/${id}/record`, `/patients/${id}/history`, `/patients/${id}/devices`]) {
      expect((await ask('GET', path, undefined, teppo)).status).toBe(403)
    }
  })
})

describe('a personal identity code', () => {
  test('is checked, shown masked, told in full only as a look of its own, and is one person’s', async () => {
    const wrong = await ask('POST', '/patients', { name: 'X', area: 'default', personalIdentity: '080342-921A' })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'identity-invalid' } })
    const id = await added({ name: 'Helvi', personalIdentity: identity.toLowerCase() })
    expect(await recordOf(id)).toMatchObject({ personalIdentity: '080342-****', birthYear: 1942 })
    expect((await logged(id)).map(({ action }) => action)).not.toContain('identity-revealed')
    expect(await ask('POST', `/patients/${id}/identity/reveal`)).toMatchObject({ body: { personalIdentity: identity } })
    await until(async () => (await logged(id)).some(({ action }) => action === 'identity-revealed'), 'it is in the log')
    const again = await ask('POST', '/patients', { name: 'Other', area: 'default', personalIdentity: identity })
    expect(again).toMatchObject({ status: 409, body: { code: 'patient-known' } })
    expect(JSON.stringify(await historyOf(id))).not.toContain(identity)
  })

  test('lies nowhere in the open in the data folder', async () => {
    const database = await openDatabase(region.dataDir)
    const bytes = database.sqlite.serialize()
    await database.close()
    expect(bytes.includes('Helvi')).toBe(true)
    expect(bytes.includes(identity)).toBe(false)
  })
})

describe('a table of people', () => {
  const send = async (text: string, dry: boolean) => {
    const response = await fetch(`${region.url}/api/v1/patients/import?dry=${dry}&area=default`, {
      method: 'POST',
      headers: { cookie: nurse, 'content-type': 'text/csv' },
      body: text,
    })
    return {
      status: response.status,
      body: (await response.json()) as { committed: boolean; rows: { outcome: string }[] },
    }
  }
  const count = async () => ((await ask<unknown[]>('GET', '/patients')).body as unknown as unknown[]).length

  test('is looked at first, comes in whole or not at all, and once', async () => {
    const before = await count()
    const faulty = 'nimi;hetu\nYksi Uusi;\nKaksi Uusi;131052-308U\n'
    expect(await send(faulty, false)).toMatchObject({
      body: { committed: false, rows: [{ outcome: 'new' }, { outcome: 'fault' }] },
    })
    expect(await count()).toBe(before)
    const good = `nimi;syntymävuosi\nYksi Uusi;1940\nKaksi Uusi;1941\n`
    expect(await send(good, true)).toMatchObject({ body: { committed: false } })
    expect(await count()).toBe(before)
    expect(await send(good, false)).toMatchObject({ body: { committed: true } })
    expect(await count()).toBe(before + 2)
    expect(await send(good, false)).toMatchObject({
      body: { committed: false, rows: [{ outcome: 'known' }, { outcome: 'known' }] },
    })
    expect(await count()).toBe(before + 2)
  })

  test('comes back out as a table that a spreadsheet cannot run, and that can be read in again', async () => {
    await added({ name: '=HYPERLINK("http://evil","x")', phone: '+358 40 1' })
    const response = await fetch(`${region.url}/api/v1/people/table`, { headers: { cookie: nurse } })
    const text = await response.text()
    expect(text).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`)
    expect(text).toContain(`'+358 40 1`)
    const again = await send(text, true)
    expect(again.body.rows.map(({ outcome }) => outcome)).not.toContain('fault')
  })
})

describe('the way through the service', () => {
  const fleet = (place: number) => region.fleet[place] as FleetGateway
  const alertsOf = async (patient: string) =>
    (await ask<unknown[]>('GET', `/alerts?patient=${patient}`)).body as unknown as {
      status: string
      history: { event: string; outcome?: string }[]
    }[]

  test('hospital pauses what is expected, and coming home ends the pause', async () => {
    const { patient } = fleet(0).devices[0] as { patient: string }
    const expectedBack = new Date(Date.now() + 5 * 86_400_000).toISOString()
    expect(await ask('POST', `/patients/${patient}/life`, { step: 'hospital', expectedBack })).toMatchObject({
      status: 200,
      body: { status: 'hospital', canUndo: true },
    })
    expect((await ask<{ plan: { pauses: unknown[] } }>('GET', `/patients/${patient}`)).body.plan.pauses).toHaveLength(1)
    expect(await ask('POST', `/patients/${patient}/life`, { step: 'return' })).toMatchObject({
      body: { status: 'active' },
    })
    expect(await ask('POST', `/patients/${patient}/life`, { step: 'return' })).toMatchObject({
      status: 409,
      body: { code: 'step-not-possible' },
    })
    expect((await historyOf(patient)).map(({ action }) => action).slice(0, 2)).toEqual(['returned', 'hospital'])
  })

  test('after a death nothing is expected, alerts are closed for that reason and devices measure for nobody; by mistake, it is taken back whole', async () => {
    const gateway = await TestGateway.connect(region.mqttUrl, fleet(1))
    const { patient } = gateway
    await gateway.sos()
    await until(async () => (await alertsOf(patient)).length === 1, 'the alarm is raised')
    expect(await ask('POST', `/patients/${patient}/life`, { step: 'died', on: '2026-11-25' })).toMatchObject({
      body: { status: 'dead' },
    })
    const [alert] = await alertsOf(patient)
    expect(alert).toMatchObject({ status: 'resolved' })
    expect(alert?.history.at(-1)).toMatchObject({ event: 'resolved', outcome: 'client-died' })
    const devices = async () =>
      (await ask<unknown[]>('GET', `/patients/${patient}/devices`)).body as unknown as { until: string | null }[]
    expect((await devices()).every(({ until }) => until !== null)).toBe(true)
    // What the wristband still sends is nobody's now.
    await gateway.send([{ kind: 'heart-rate', value: 77, unit: '/min' }])
    const readings = async () =>
      ((await ask<unknown[]>('GET', `/patients/${patient}/readings`)).body as unknown as { value: number }[]).map(
        ({ value }) => value,
      )
    expect(await readings()).toEqual([])
    const overview = await ask<{ unheard: { gateway: string }[] }>('GET', '/overview')
    expect(overview.body.unheard.map(({ gateway }) => gateway)).not.toContain(fleet(1).gateway)

    expect(await ask('POST', `/patients/${patient}/life`, { step: 'undo' })).toMatchObject({
      body: { status: 'active' },
    })
    expect((await devices()).every(({ until }) => until === null)).toBe(true)
    expect(await readings()).toEqual([77])
    await gateway.sos()
    await until(async () => (await alertsOf(patient)).some(({ status }) => status === 'open'), 'a new alarm is raised')
    await gateway.close()
  })
})

describe('a device', () => {
  test('that nobody had is given to somebody from a time on: what waited in quarantine comes in with its own time', async () => {
    const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as FleetGateway)
    const device = 'ble:aabbccddeeff'
    const at = new Date(Date.now() - 3_600_000).toISOString()
    await gateway.send([{ device, kind: 'body-weight', value: 71.5, unit: 'kg', at }])
    const { patient } = gateway
    await gateway.close()
    const earlier = new Date(Date.now() - 7_200_000).toISOString()
    const given = await ask<{ waiting: number }[]>('POST', `/patients/${patient}/devices`, {
      device,
      profile: 'sig-weight-scale',
      from: earlier,
    })
    expect(given.status).toBe(200)
    const weights = await ask('GET', `/patients/${patient}/readings?kind=body-weight`)
    expect(weights.body).toMatchObject([{ value: 71.5, at }])

    const other = (region.fleet[2] as FleetGateway).devices[0]?.patient
    const refused = await ask('POST', `/patients/${other}/devices`, { device, profile: 'sig-weight-scale' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'device-assigned' } })
    expect(
      await ask('POST', `/patients/${other}/devices`, { device, profile: 'sig-weight-scale', instead: true }),
    ).toMatchObject({ status: 200 })
    const theirs = await ask<unknown[]>('GET', `/patients/${patient}/devices`)
    expect(
      (theirs.body as unknown as { device: string; until: string | null }[]).find((each) => each.device === device)
        ?.until,
    ).not.toBeNull()
  })
})

describe('readings of the wrong person', () => {
  test('move with all of a span: both are judged anew, the record says who moved them, and a resend stays where they are', async () => {
    const [one, two] = [region.fleet[0], region.fleet[1]] as [FleetGateway, FleetGateway]
    const gateway = await TestGateway.connect(region.mqttUrl, one)
    const owner = two.devices[0]?.patient as string
    const { patient, device } = gateway
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    const fast = [170, 171, 172].map((value, place) =>
      gateway.item({ kind: 'heart-rate', value, unit: '/min', at: at(40 - place) }),
    )
    const mine = gateway.item({ kind: 'heart-rate', value: 71, unit: '/min', at: at(120) })
    await gateway.sendRaw(gateway.topic('items'), gateway.message([mine, ...fast]))
    const pulses = async (id: string) => {
      const { body } = await ask<unknown>('GET', `/patients/${id}/readings?kind=heart-rate`)
      return (body as unknown as { value: number }[]).map(({ value }) => value).filter((value) => value !== 77)
    }
    expect(await pulses(patient)).toEqual([71, 170, 171, 172])
    const vital = async (id: string) => {
      const { body } = await ask<unknown>('GET', `/alerts?patient=${id}`)
      const all = body as unknown as { problem: string; status: string; stillTrue?: boolean }[]
      return all.find(({ problem }) => problem === 'vital-signs')
    }
    expect(await vital(patient)).toMatchObject({ stillTrue: true })

    const span = { device, from: at(60), to: at(0), patient: owner, note: 'The neighbour wore it.' }
    expect(await ask('POST', `/patients/${patient}/devices/move`, span)).toMatchObject({ body: { moved: 3 } })
    expect(await pulses(patient)).toEqual([71])
    expect(await pulses(owner)).toEqual([170, 171, 172])
    expect(await vital(patient)).toMatchObject({ stillTrue: false })
    expect(await vital(owner)).toMatchObject({ status: 'open' })
    expect((await historyOf(owner))[0]).toMatchObject({ action: 'device-moved' })
    await gateway.sendRaw(gateway.topic('items'), gateway.message(fast))
    expect(await pulses(patient)).toEqual([71])
    expect(await ask('POST', `/patients/${patient}/devices/move`, span)).toMatchObject({ status: 404 })
    await gateway.close()
  })
})

describe('a kit', () => {
  const kitsNow = async () =>
    (await ask<unknown[]>('GET', '/kits')).body as unknown as {
      id: string
      state: string
      home: string
      done: unknown[]
    }[]

  test('goes from one home through return, check and cleaning to the next; what it still holds of the first stays theirs', async () => {
    const fleet = region.fleet[2] as FleetGateway
    const gateway = await TestGateway.connect(region.mqttUrl, fleet)
    const former = gateway.patient
    const { id: kit } = (
      await ask<{ id: string }>('POST', '/kits', {
        label: 'Salkku 7',
        gateway: fleet.gateway,
        devices: fleet.devices.map(({ device, profile }) => ({ device, profile })),
      })
    ).body
    const step = (name: string) => ask('POST', `/kits/${kit}/steps`, { step: name })
    expect(await step('returned')).toMatchObject({ status: 409, body: { code: 'kit-still-assigned' } })
    const measured = new Date(Date.now() - 1_000).toISOString()
    // Measured with the former client, and still in the gateway's outbox.
    const old = gateway.item({ kind: 'heart-rate', value: 61, unit: '/min', at: measured })
    await until(() => Date.now() > Date.parse(measured) + 1_001, 'the measurement lies before the leaving')
    await ask('POST', `/patients/${former}/life`, { step: 'left', reason: 'residential-care' })
    expect((await kitsNow())[0]).toMatchObject({ state: 'returning' })
    expect(await step('cleaned')).toMatchObject({ status: 409, body: { code: 'step-not-possible' } })
    for (const name of ['returned', 'checked', 'cleaned', 'emptied']) expect((await step(name)).status).toBe(200)
    expect((await kitsNow())[0]).toMatchObject({ state: 'ready', done: [{}, {}, {}, {}] })

    const next = await added({ name: 'Seuraava', kit })
    expect((await kitsNow())[0]).toMatchObject({ state: 'in-use', home: (await recordOf(next)).home })
    await gateway.sendRaw(
      gateway.topic('items'),
      gateway.message([old, gateway.item({ kind: 'heart-rate', value: 88, unit: '/min' })]),
    )
    const pulses = async (id: string) =>
      (
        (await ask<unknown[]>('GET', `/patients/${id}/readings?kind=heart-rate`)).body as unknown as { value: number }[]
      ).map(({ value }) => value)
    await until(async () => (await pulses(next)).length > 0, 'the new client’s pulse has come')
    expect(await pulses(next)).toEqual([88])
    expect(await pulses(former)).toEqual([61])
    await gateway.close()
  })
})

describe('erasure', () => {
  test('is refused while the law keeps the record, and the request is kept with its answer', async () => {
    const id = await added({ name: 'Unohda Minut', birthYear: 1940 })
    const asked = await ask('POST', `/patients/${id}/erasure`, { reason: 'Omainen pyysi.' })
    expect(asked).toMatchObject({ status: 200, body: { decision: 'kept', keptUntil: null } })
    expect(await ask('GET', `/patients/${id}/erasure`)).toMatchObject({
      body: { mayErase: false, requests: [{ decision: 'kept', ground: 'client', by: 'kaisa' }] },
    })
  })

  test('when its time is over it goes from every table, a tombstone remains, and others keep theirs', async () => {
    const id = await added({ name: 'Kauan Sitten Kuollut', birthYear: 1900 })
    await ask('POST', `/patients/${id}/life`, { step: 'died', on: '2000-01-01' })
    expect(await ask('POST', `/patients/${id}/erasure`, { reason: 'Säilytysaika on päättynyt.' })).toMatchObject({
      body: { decision: 'erased' },
    })
    expect((await ask('GET', `/patients/${id}/record`)).status).toBe(404)
    const after = await openDatabase(region.dataDir)
    expect(after.sqlite.prepare('select ground from erased_patient where id = ?').pluck().get(id)).toContain(
      'retention',
    )
    expect(after.sqlite.serialize().includes('Kauan Sitten')).toBe(false)
    await after.close()
  })
})

test('no name, address, phone, note or personal identity code is in the server’s log or in an address', () => {
  const log = region.server.log()
  const names = ['Helvi', 'Mäkelä', 'Asiakas', 'penisilliini', 'Uusi', 'Unohda', identity]
  for (const name of names) expect(log, name).not.toContain(name)
  // Standing by themselves: moments and numbers of requests hold any four figures in a row sooner or later.
  for (const code of ['4411', identity.slice(7)])
    expect(log, code).not.toMatch(new RegExp(`(?<![0-9A-Za-z])${code}(?![0-9A-Za-z])`))
})
