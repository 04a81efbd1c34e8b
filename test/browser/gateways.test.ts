import { isoTime, topicOf } from '@kotisilta/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { EnrolledGateway } from '../harness/enrolled.ts'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let browser: Browser
let gateway: TestGateway
beforeAll(async () => {
  browser = await openBrowser()
  region = await Region.open(3)
  await region.addUser('teppo', 'technician')
  await region.addUser('anna', 'administrator')
  const fleet = region.fleet[0] as FleetGateway
  gateway = await TestGateway.connect(region.mqttUrl, fleet)
  const state = {
    online: true,
    version: '0.1.0',
    backlog: 3,
    clock: 'synchronised',
    devices: [
      { device: gateway.device, profile: 'sig-heart-rate', battery: 81, rssi: -62, lastSeen: isoTime(Date.now()) },
    ],
  }
  await gateway.sendRaw(topicOf(fleet.partition, fleet.gateway, 'state'), JSON.stringify(state))
})
afterAll(async () => {
  await browser.close()
  await gateway.close()
  await region.close()
})

test('a technician sees boxes and devices and nobody’s name, makes a code, enrols with it and takes access away', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/gateways`, { username: 'teppo', password: PASSWORD })
  const card = page.getByRole('listitem').filter({ hasText: 'gw-000001' }).first()
  await card.getByText(/Connected since/).waitFor()
  await card.getByText('1 device').click()
  await card.getByText('81 %').waitFor()
  await card.getByText('-62 dBm').waitFor()
  await picture(page, 'gateways-1280x800')
  await accessible(page, 'the gateways page')
  expect(await page.getByRole('main').textContent()).not.toContain('Asiakas')

  await card.getByRole('button', { name: 'Code for enrolling' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/Holds for 1[45]:\d\d more/).waitFor()
  await dialog.getByRole('img', { name: /QR code/ }).waitFor()
  await accessible(page, 'the enrolment code')
  await picture(page, 'gateways-code-1280x800')
  const code = (await dialog.locator('.code-letters').textContent()) as string
  const authority = (await dialog.locator('.code-fingerprint').textContent()) as string
  expect(await dialog.locator('.code-command').textContent()).toContain(`--code ${code} --authority ${authority}`)
  const enrolled = new EnrolledGateway()
  expect(await enrolled.enroll(region.url, code)).toMatchObject({ code: 0 })
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await page.reload()
  await card.getByText(/until \d/).waitFor()

  await card.getByRole('button', { name: /Take access away/ }).click()
  await page
    .getByRole('dialog')
    .getByText(/alarms neither/)
    .waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Take access away' }).click()
  await card.getByText('access taken away').waitFor()
  await card.getByText(/Not connected since/).waitFor()

  await page.getByLabel('A new box for the home').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByText(/was added/).waitFor()
  expect(mistakes).toEqual([])
  enrolled.close()
  await page.context().close()
})

test('an administrator gives a token, sees it once, and takes it back', async () => {
  const { page, mistakes } = await openPage(browser, 390, 844, 'fi-FI')
  await signIn(page, `${region.url}/gateways`, { username: 'anna', password: PASSWORD })
  await page.getByLabel('Kenen se on').fill('Hoivarobotti Oy')
  await page.getByLabel('tuoda mittauksia').check()
  await page.getByLabel('Kenen kodissa mittaukset tehdään').selectOption('gw-000002')
  await accessible(page, 'the tokens on a phone')
  await page.getByRole('button', { name: 'Tee tunniste' }).click()
  const token = (await page.locator('.token-new .code-command').textContent()) as string
  await picture(page, 'tokens-390x844-fi')
  const row = page.locator('.token-row').filter({ hasText: 'Hoivarobotti Oy' })
  await row.getByText('ei käytetty').waitFor()

  const fleet = region.fleet[1] as FleetGateway
  const item = {
    type: 'reading',
    id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
    device: fleet.devices[0]?.device,
    kind: 'heart-rate',
    value: 64,
    unit: '/min',
    at: isoTime(Date.now()),
    clock: 'gateway',
  }
  const bring = () =>
    fetch(`${region.url}/api/v1/items`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ sent: isoTime(Date.now()), epoch: '01JD7Z4QK2W3E5R6T7Y8V9B0NM', seq: 1, items: [item] }),
    })
  const brought = await bring()
  expect({ status: brought.status, body: await brought.json() }).toMatchObject({ status: 200, body: { items: 1 } })
  await row.getByRole('button', { name: 'Peru' }).click()
  await row.getByText(/peruttu/).waitFor()
  expect((await bring()).status).toBe(401)
  await page.reload()
  expect(await page.getByRole('main').textContent()).not.toContain(token)
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a technician sees what the box has found, and writes down what a new device shows', async () => {
  const fleet = region.fleet[2] as FleetGateway
  const box = await TestGateway.connect(region.mqttUrl, fleet)
  const heard: { command: string; args: Record<string, unknown> }[] = []
  box.client.on('message', (topic, payload) => {
    if (topic.endsWith('/command')) heard.push(JSON.parse(payload.toString()))
  })
  await box.client.subscribeAsync(topicOf(fleet.partition, fleet.gateway, 'command'), { qos: 1 })
  const device = 'ble:c0ffee000010'
  const says = (pairing: object) => {
    const until = isoTime(Date.now() + 120_000)
    const state = { online: true, version: '0.1.0', pairing: { until, found: [], ...pairing } }
    return box.sendRaw(topicOf(fleet.partition, fleet.gateway, 'state'), JSON.stringify(state))
  }
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/gateways`, { username: 'teppo', password: PASSWORD })
  const card = page.getByRole('listitem').filter({ hasText: 'gw-000003' }).first()
  await card.getByRole('button', { name: 'Look for new devices' }).click()
  await until(() => heard.length === 1, 'the box is told to look')
  await says({ stage: 'open', found: [{ device, profile: 'sig-blood-pressure', name: 'Meter', rssi: -48 }] })
  await page.reload()
  await card.getByText('The box listens for new devices.').waitFor()
  await card.getByText(/Meter · ble:c0ffee000010 · -48 dBm/).waitFor()
  await accessible(page, 'the pairing window')
  await picture(page, 'pairing-1280x800')
  await card.getByRole('button', { name: `Pair: ${device}` }).click()
  await until(() => heard.length === 2, 'the box is told with which')
  expect(heard).toMatchObject([{}, { args: { device } }])
  await says({ stage: 'say-what-it-shows', device })
  await card.getByLabel('The number that the device shows').fill('123456')
  await card.getByRole('button', { name: 'Send' }).click()
  await until(() => heard.length === 3, 'the box is told the number')
  expect(heard[2]?.args.answer).toEqual({ passkey: '123456' })
  await says({ stage: 'paired', device })
  await card.getByText('Paired with').waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
  await box.close()
})

test('a technician has a device in hand and sees it work; the desk sees a quiet line, and makes an alert of it', async () => {
  const fleet = region.fleet[1] as FleetGateway
  const button = await TestGateway.connect(region.mqttUrl, fleet)
  const technician = await openPage(browser)
  await signIn(technician.page, `${region.url}/gateways`, { username: 'teppo', password: PASSWORD })
  const card = technician.page.getByRole('listitem').filter({ hasText: 'gw-000002' }).first()
  await card.getByRole('button', { name: 'Try the devices' }).click()
  await card.getByText(/teppo is trying the devices until/).waitFor()
  const device = fleet.devices[0]?.device as string
  await card.getByRole('button', { name: `I have it in my hand: ${device}` }).click()
  await card.getByText(/In hand: press or measure now/).waitFor()
  await button.sos()
  await card.getByRole('img', { name: 'Has shown that it works' }).waitFor()
  await accessible(technician.page, 'the devices that are tried')
  await picture(technician.page, 'installation-test-1280x800')

  const desk = await openPage(browser, 1280, 800, 'fi-FI')
  await signIn(desk.page, region.url, { username: 'aino', password: PASSWORD })
  await desk.page.getByText(/Testipainallus klo/).waitFor()
  expect(await desk.page.locator('.strip').count()).toBe(0)
  await accessible(desk.page, 'the board while devices are tried')
  await picture(desk.page, 'installation-test-board-1280x800-fi')
  await desk.page.getByRole('button', { name: 'Se oli tosi' }).click()
  await desk.page.locator('.strip').first().waitFor()
  await desk.page.getByText(/ilmoitti, että se oli tosi/).waitFor()
  await desk.page.goto(`${region.url}/patients/${fleet.devices[0]?.patient}`)
  await desk.page.locator('.test-banner').waitFor()
  await picture(desk.page, 'installation-test-patient-1280x800-fi')

  await card.getByRole('button', { name: 'End the test' }).click()
  await card.getByText(/The test was ended at/).waitFor()
  expect([technician.mistakes, desk.mistakes]).toEqual([[], []])
  await technician.page.context().close()
  await desk.page.context().close()
  await button.close()
})

test('in Swedish and at night it is as usable', async () => {
  const { page, mistakes } = await openPage(browser, 1280, 800, 'sv-FI')
  await signIn(page, `${region.url}/gateways`, { username: 'teppo', password: PASSWORD })
  await page.getByRole('heading', { name: 'Hemenheter' }).waitFor()
  await page.getByRole('button', { name: /natt/i }).click()
  await accessible(page, 'the gateways page in Swedish at night')
  await picture(page, 'gateways-1280x800-sv-night')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a technician is told of a box that reaches for another’s place, takes the alert and says what was done', async () => {
  const thief = region.fleet[2] as FleetGateway
  const other = region.fleet[1] as FleetGateway
  const box = await TestGateway.connect(region.mqttUrl, thief)
  await expect(box.sendRaw(topicOf(other.partition, other.gateway, 'items'), '{}')).rejects.toThrow()
  await box.close()
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/technical`, { username: 'teppo', password: PASSWORD })
  const card = page.getByRole('listitem').filter({ hasText: 'Reaches for what belongs to other homes' })
  await card.getByText(thief.gateway).first().waitFor({ timeout: 20_000 })
  await page.getByRole('link', { name: /Technical alerts 1/ }).waitFor({ timeout: 20_000 })
  await picture(page, 'technical-1280x800')
  await accessible(page, 'technical alerts')
  expect(await page.getByRole('main').textContent()).not.toContain('Asiakas')
  await card.getByRole('button', { name: 'I take it' }).click()
  await card.getByLabel('What was done (optional)').fill('wrong setting')
  await accessible(page, 'a technical alert that is taken')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'technical-390x844')
  await card.getByRole('button', { name: 'Done' }).click()
  await card.getByText('Done: teppo').waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('an administrator sets where somebody works and who needs a second factor, and a token for reading in an area', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/staff`, { username: 'anna', password: PASSWORD })
  const rules = page.getByRole('region', { name: 'Who needs a second factor' })
  await rules.getByRole('checkbox', { name: 'Physician' }).check()
  await rules.getByRole('button', { name: 'Save' }).click()
  await rules.getByText('Saved.').waitFor()
  await rules.scrollIntoViewIfNeeded()
  await picture(page, 'second-factor-rules')
  await accessible(page, 'users and who needs a second factor')
  await page.getByRole('button', { name: 'Manage teppo' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('checkbox', { name: 'all areas' }).uncheck()
  await dialog.getByRole('checkbox').nth(1).check()
  await dialog.getByRole('button', { name: 'Save areas and teams' }).click()
  await dialog.getByText('it holds from now on').waitFor()
  await picture(page, 'member-reach-1280x800')
  await accessible(page, 'where somebody works')

  await page.goto(`${region.url}/gateways`)
  await page.getByLabel('Whose it is').fill('Region’s data lake')
  await page.getByRole('checkbox', { name: 'read clients’ readings and events' }).check()
  const make = page.getByRole('button', { name: 'Make a token' })
  expect(await make.isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: 'all areas' }).check()
  await make.click()
  await page.getByText('Copy it now').waitFor()
  await picture(page, 'token-areas-1280x800')
  await accessible(page, 'a token that reads')
  expect(mistakes).toEqual([])
  await page.context().close()
})
