import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, goTo, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { Client } from '../harness/client.ts'
import { TestGateway } from '../harness/gateway.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
  region = new Region()
  await region.provision(1)
  await region.addUser('aino', 'on-call')
  await region.addUser('bo', 'on-call')
  await region.addUser('cia', 'coordinator')
  await region.startServer()
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

async function as(username: string, width = 1280, height = 800, language = 'en-GB') {
  const opened = await openPage(browser, width, height, language)
  await signIn(opened.page, region.url, { username, password: PASSWORD })
  await opened.page.locator('nav').first().waitFor()
  return opened
}

test('a coordinator enters a rota and a chain; everybody then sees who is on call, and a gap stands in the head line', async () => {
  const { page, mistakes } = await as('cia')
  await goTo(page, 'On call')
  await page.getByText('No rota has been entered yet').waitFor()
  await page.getByRole('navigation', { name: 'Rotas and chains' }).getByRole('link', { name: 'Rotas' }).click()
  await page.getByRole('button', { name: 'New rota' }).click()
  const form = page.getByRole('form', { name: 'New rota' })
  await form.getByLabel('Name', { exact: true }).fill('Night desk')
  await form.getByRole('button', { name: 'Add a turn' }).click()
  for (const [turn, who] of [
    [1, 'aino, on call'],
    [2, 'bo, on call'],
  ] as const)
    await form.getByLabel(`Who is on in turn ${turn} of Nurses`).selectOption({ label: who })
  await form.getByLabel('Handover at').fill('00:00')
  await picture(page, 'on-call-rota-form-1280x800')
  await accessible(page, 'the form of a rota')
  await form.getByLabel('Why it is changed').fill('The first rota')
  await form.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The first rota').waitFor()
  await page.getByText('On duty: aino').waitFor()
  await picture(page, 'on-call-rotas-1280x800')
  await accessible(page, 'the rotas')

  await page.getByRole('navigation', { name: 'Rotas and chains' }).getByRole('link', { name: 'Chains' }).click()
  await page.getByRole('button', { name: 'New chain' }).click()
  const chain = page.getByRole('form', { name: 'New chain' })
  await chain.getByLabel('Name', { exact: true }).fill('High alerts')
  await chain.getByRole('button', { name: /^Take out/ }).click()
  await chain.getByLabel('Add whom step 1 calls').selectOption({ label: 'whoever is on by Night desk' })
  await chain.getByRole('button', { name: 'Add a step' }).click()
  await chain.getByLabel('Add whom step 2 calls').selectOption({ label: 'cia' })
  await chain.getByLabel('How many have to have it').fill('2')
  await chain.getByLabel('Why it is changed').fill('The night desk first')
  await picture(page, 'on-call-chain-form-1280x800')
  await accessible(page, 'the form of a chain')
  await chain.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The night desk first').waitFor()
  await page.getByText('2 people have to have it').waitFor()
  await picture(page, 'on-call-chains-1280x800')
  await accessible(page, 'the chains')

  await page.getByRole('navigation', { name: 'Rotas and chains' }).getByRole('link', { name: 'Rotas' }).click()
  await page.getByRole('button', { name: 'Away, instead…' }).click()
  await page.getByLabel('Who is away').selectOption({ label: 'aino' })
  await page.getByLabel('Why it is changed').fill('Ill')
  await accessible(page, 'the dialog of a change for a time')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('NOBODY ON DUTY: Night desk').waitFor()
  await page.getByText('NOBODY ON DUTY: Night desk').click()
  await page.getByText('Night desk: NOBODY IS ON until').waitFor({ timeout: 30_000 })
  await picture(page, 'on-call-gap-1280x800')
  await accessible(page, 'the on-call screen with a gap')
  await page.getByRole('button', { name: 'I see to it' }).click()
  await page.getByText('cia sees to it').waitFor()
  await page.getByRole('navigation', { name: 'Rotas and chains' }).getByRole('link', { name: 'Rotas' }).click()
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByText('On duty: aino').waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
}, 120_000)

test('on a phone, whoever is on sees their shifts, gives one away, and subscribes to a calendar', async () => {
  const { page, mistakes } = await as('aino', 390, 844, 'fi')
  await page.goto(`${region.url}/on-call`)
  await page.getByRole('heading', { name: 'Omat vuorot' }).waitFor()
  await page
    .getByRole('button', { name: /^Anna pois vuoro/ })
    .first()
    .click()
  await page.getByLabel('Kenelle').selectOption({ label: 'bo' })
  await picture(page, 'on-call-swap-390x844')
  await accessible(page, 'the dialog of a swap')
  await page.getByRole('button', { name: 'Tarjoa' }).click()
  await page.getByText('odottaa vastausta').waitFor()
  await page.getByRole('button', { name: 'Luo osoite' }).click()
  await page.getByText('/api/v1/on-call/calendars/feed/').waitFor()
  await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  await picture(page, 'on-call-390x844')
  await accessible(page, 'the on-call screen on a phone')
  const bo = await as('bo', 1280, 800, 'sv-FI')
  await bo.page.goto(`${region.url}/on-call`)
  await bo.page.getByRole('button', { name: 'Jag tar det' }).waitFor()
  await picture(bo.page, 'on-call-offer-1280x800')
  await accessible(bo.page, 'an offer')
  await bo.page.getByRole('button', { name: 'Jag tar det' }).click()
  await bo.page.getByText('överenskommet').waitFor()
  expect([...mistakes, ...bo.mistakes]).toEqual([])
  await page.context().close()
  await bo.page.context().close()
}, 120_000)

test('a relative on a phone agrees to being asked, is asked one question, and is told what happens after the answer', async () => {
  await region.addUser('liisa', 'relative')
  const patient = region.fleet[0]?.devices[0]?.patient as string
  const cia = new Client(region.url)
  await cia.signIn('cia')
  const consent = { username: 'liisa', holder: 'relative', scopes: ['summary', 'respond'], given: 'on paper' }
  expect((await cia.ask('POST', `/patients/${patient}/consents`, consent)).status).toBe(200)
  const { version } = (await cia.ask('GET', '/on-call/settings')).body.policies[0]
  const chain = {
    name: 'High alerts',
    priorities: ['high'],
    steps: [
      { to: [{ type: 'relatives' }], waitSeconds: 3600 },
      { to: [{ type: 'role', role: 'coordinator' }], waitSeconds: 3600 },
    ],
    version,
    reason: 'The daughter first',
  }
  expect((await cia.ask('PUT', '/on-call/policies/high-alerts', chain)).status).toBe(200)

  const { page, mistakes } = await as('liisa', 390, 844, 'fi')
  await page.getByRole('button', { name: 'Kyllä, minulta saa kysyä' }).click()
  await page.getByText('Kysymme sinulta, kun jonkun').waitFor()
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  await gateway.close()
  await page.getByRole('heading', { name: /Pääsetkö käymään katsomassa/ }).waitFor({ timeout: 20_000 })
  await picture(page, 'relative-asked-390x844')
  await accessible(page, 'the question to a relative')
  await page.getByRole('button', { name: 'Kyllä, lähden' }).click()
  await page.getByText('Hoitajat näkevät, että olet lähdössä').waitFor()
  await picture(page, 'relative-goes-390x844')
  await accessible(page, 'what happens after a yes')
  await page.getByRole('button', { name: 'En pääse' }).click()
  await page.getByText('Kysymme nyt joltakulta muulta').waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()

  const nurse = await as('cia')
  await nurse.page.getByText('liisa cannot go').waitFor({ timeout: 20_000 })
  await nurse.page.context().close()
}, 120_000)
