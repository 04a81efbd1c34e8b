import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestHome } from '../harness/home.ts'
import { type FleetGateway, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let home: TestHome
beforeAll(async () => {
  region = await Region.withNetworkDevices(1)
  await region.addUser('kaisa', 'coordinator')
  home = new TestHome(region.fleet[0] as FleetGateway, region.mqttUrl)
})
afterAll(async () => {
  await home.close()
  await region.close()
})

const RECORD = {
  name: 'Helvi Tunnistettava',
  address: 'Salakuja 5',
  phone: '040 7654321',
  keyBox: 'avain-8822',
  notes: 'Sokeritauti ja muistisairaus',
  allergies: ['penisilliini'],
  contacts: [{ name: 'Aino Lähiomainen', relation: 'tytär', phone: '040 1234567' }],
  personalIdentity: '131052-308T',
}

test('a gateway that has been configured, has measured and has sent knows nothing of who lives in the home', async () => {
  const nurse = await region.signIn('kaisa')
  const path = `/api/v1/patients/${home.patient}`
  const edited = await region.request(nurse, 'PATCH', `${path}/record`, { version: 1, changes: RECORD })
  expect(edited).toMatchObject({ status: 200, body: { name: RECORD.name } })
  await home.begin()
  await home.tell('reading', { kind: 'heart-rate', value: 71, unit: '/min', at: new Date().toISOString() })
  await home.tell('event', { kind: 'sos-pressed', at: new Date().toISOString() })
  await until(async () => {
    const { body } = await region.request(nurse, 'GET', `${path}/readings`)
    return (body as unknown[]).length === 1
  }, 'the reading has come')

  const files = readdirSync(home.dataDir, { recursive: true, encoding: 'utf8' })
  const bytes = Buffer.concat(
    files.filter((name) => /sqlite|json|log/.test(name)).map((name) => readFileSync(join(home.dataDir, name))),
  )
  expect(bytes.length).toBeGreaterThan(10_000)
  // It has its configuration and the device, or this has looked at nothing.
  expect(bytes.includes(home.serial)).toBe(true)
  const secrets = [
    ...Object.values(RECORD).filter((value) => typeof value === 'string'),
    ...RECORD.allergies,
    RECORD.contacts[0]?.name,
    'Tunnistettava',
    '308T',
  ]
  for (const secret of secrets) {
    expect(bytes.includes(secret as string), secret).toBe(false)
    expect(home.gateway.log(), secret).not.toContain(secret)
    expect(region.server.log(), secret).not.toContain(secret)
  }
})
