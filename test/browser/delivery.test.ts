import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openReader } from '@kotisilta/server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { MessageProvider } from '../harness/message-provider.ts'
import { PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

let region: Region
let browser: Browser
let sms: MessageProvider
let pushed = 0
const pushService = createServer((request, response) => {
  request.resume().on('end', () => {
    pushed++
    response.writeHead(201).end()
  })
})
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-channels-'))
beforeAll(async () => {
  sms = await MessageProvider.open()
  await new Promise<void>((resolve) => pushService.listen(0, '127.0.0.1', resolve))
  const file = join(folder, 'channels.json')
  const settings = {
    sms: sms.settings,
    push: { contact: 'mailto:hub@example.fi', services: [pushHost()] },
    video: { url: 'https://video.example.fi/room/{{client}}' },
  }
  writeFileSync(file, JSON.stringify(settings))
  region = await Region.open(2, { KOTISILTA_CHANNELS_FILE: file })
  sms.receipts = `${region.url}/api/v1/receipts/sms`
  await region.addUser('tekla', 'technician')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await region.close()
  await sms.close()
  pushService.closeAllConnections()
  pushService.close()
  rmSync(folder, { recursive: true })
})
const pushHost = () => `127.0.0.1:${(pushService.address() as AddressInfo).port}`

/** A browser has no push service here: what it would say of its subscription is said for it; the rest is real. */
async function withPushService(page: Page): Promise<void> {
  await page.context().grantPermissions(['notifications'])
  const keys = {
    p256dh: 'BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  }
  const said = JSON.stringify({ endpoint: `http://${pushHost()}/push/1`, keys })
  await page.addInitScript({
    content: `{
      let current = null
      const said = ${said}
      PushManager.prototype.subscribe = async () => (current = { endpoint: said.endpoint, toJSON: () => said })
      PushManager.prototype.getSubscription = async () => current
    }`,
  })
}

/** Hands a message to the page's service worker, as a push service does. */
async function deliver(page: Page, message: object): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  let registrationId: string | undefined
  devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId ??= registrations.find(({ isDeleted }) => !isDeleted)?.registrationId
  })
  await devtools.send('ServiceWorker.enable')
  await until(() => registrationId !== undefined, 'the service worker is there')
  const data = JSON.stringify(message)
  await devtools.send('ServiceWorker.deliverPushMessage', {
    origin: region.url,
    registrationId: registrationId ?? '',
    data,
  })
}

async function newestPush(): Promise<string> {
  const { query, close } = openReader(region.dataDir)
  const row = await query
    .selectFrom('message')
    .select('id')
    .where('channel', '=', 'push')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  await close()
  return row.id
}

test('somebody says how they are reached, tests it, and sees every message of an alert in its history', async () => {
  const { page, mistakes } = await openPage(browser)
  await withPushService(page)
  await signIn(page, `${region.url}/account`, { username: 'aino', password: PASSWORD })
  await page.getByText('You are reached on this screen only').waitFor()

  await page.getByLabel('Number with its country').fill('040 123')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Check the number or address').waitFor()
  await page.getByLabel('Number with its country').fill('+358 40 123 4567')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('+358401234567').waitFor()
  await page.getByRole('button', { name: 'Send me a test: Text message' }).click()
  await page.getByText(/Test at .*: arrived/).waitFor({ timeout: 15_000 })
  expect(sms.handed[0]?.text).toMatch(/^Kotisilta: Test: this way of reaching you works/)

  await page.getByRole('button', { name: 'Turn on in this browser' }).click()
  await page.getByText('On in this browser.').waitFor()
  await page.getByRole('button', { name: 'Send me a test: Browser notification' }).click()
  await until(() => pushed > 0, 'the push service has it', 15_000)
  const { receiptSecret } = JSON.parse(readFileSync(join(region.dataDir, 'push-keys.json'), 'utf8'))
  const id = await newestPush()
  const proof = createHmac('sha256', receiptSecret).update(id).digest('base64url')
  await deliver(page, {
    id,
    proof,
    title: 'Kotisilta: test',
    text: 'It works',
    path: '/account',
    language: 'en',
    priority: 'high',
  })
  await until(
    async () => (await page.getByText(/Test at .*: arrived/).count()) === 2,
    'the browser has said so',
    15_000,
  )
  await page.getByRole('button', { name: 'The tests have come' }).click()
  await page.getByText('Written down').waitFor()
  await accessible(page, 'the account with ways')
  const part = page.getByRole('heading', { name: 'How you are reached' })
  await part.scrollIntoViewIfNeeded()
  await picture(page, 'delivery-account')
  await page.setViewportSize({ width: 390, height: 844 })
  await part.scrollIntoViewIfNeeded()
  await picture(page, 'delivery-account-phone')
  await page.setViewportSize({ width: 1280, height: 800 })

  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  await page.goto(`${region.url}/`)
  await page.getByRole('listitem').filter({ hasText: 'SOS' }).first().click()
  await page.getByText(/Text message to aino: arrived/).waitFor({ timeout: 30_000 })
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click()
  expect(await page.getByRole('link', { name: 'Video' }).getAttribute('href')).toBe(
    `https://video.example.fi/room/${gateway.patient}`,
  )
  await accessible(page, 'an alert with its messages')
  await picture(page, 'delivery-timeline')
  await gateway.close()
  expect(mistakes).toEqual([])
})

test('a technician sees which way is down and whether alarms from homes reach a screen; every screen says that a way is down', async () => {
  sms.conduct = 'fails'
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[1] as (typeof region.fleet)[0])
  await gateway.sos()
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/channels`, { username: 'tekla', password: PASSWORD })
  await page.getByText(/Does not get through since/).waitFor({ timeout: 30_000 })
  await page.getByRole('heading', { name: 'Test alarm from each home' }).waitFor()
  await accessible(page, 'ways of alarms')
  await picture(page, 'delivery-channels')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'delivery-channels-phone')
  await gateway.close()
  expect(mistakes).toEqual([])

  const nurse = await openPage(browser)
  await signIn(nurse.page, `${region.url}/`, { username: 'aino', password: PASSWORD })
  await nurse.page.getByText('Text messages do not get through').waitFor({ timeout: 15_000 })
  await accessible(nurse.page, 'a board with a way down')
  await picture(nurse.page, 'delivery-down')
  expect(nurse.mistakes).toEqual([])
})
