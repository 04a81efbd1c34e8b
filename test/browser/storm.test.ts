import { isoTime } from '@kotisilta/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { type FleetGateway, PASSWORD, Region } from '../harness/region.ts'
import { until } from '../harness/until.ts'

/** The half hour until a home counts as cut off passes in seconds; then time goes on as it does. */
const SPEED = 120
const began = Date.now()
const HOMES = 8
const clock = { KOTISILTA_CLOCK: `${began}:${began}:${SPEED}` }

let region: Region
let browser: Browser
let serverNow = began
beforeAll(async () => {
  region = await Region.open(HOMES + 1, clock)
  for (const home of region.fleet.slice(0, HOMES)) {
    const gateway = await TestGateway.connect(region.mqttUrl, home)
    await gateway.send([{ kind: 'heart-rate', value: 70, unit: '/min' }])
    await gateway.close()
  }
  const cookie = await region.signIn()
  await until(
    async () => {
      const { body } = await region.request(cookie, 'GET', '/api/v1/alerts')
      return (body as unknown[]).length >= HOMES
    },
    'all are cut off',
    60_000,
  )
  await region.server.stop()
  const real = Date.now()
  serverNow = began + (real - began) * SPEED
  clock.KOTISILTA_CLOCK = `${serverNow}:${real}:1`
  await region.startServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await region.close()
})

test('homes that are cut off together are one row with all of them in it, and a call for help in their midst stands above', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/`, { username: 'aino', password: PASSWORD })
  const rows = page.locator('.strips > li')
  const storm = rows.filter({ hasText: /homes of one area are cut off/ })
  await storm.waitFor()
  expect(await rows.count()).toBe(1)

  const caller = await TestGateway.connect(region.mqttUrl, region.fleet[HOMES] as FleetGateway)
  const at = isoTime(serverNow)
  await caller.send([{ type: 'event', kind: 'sos-pressed', at }], 'urgent')
  await rows.filter({ hasText: 'SOS' }).waitFor()
  expect(await rows.count()).toBe(2)
  expect(await rows.first().textContent()).toContain('SOS')
  await accessible(page, 'a board with a storm')
  await picture(page, 'storm')

  await storm.getByText(`${HOMES} alerts, one cause`).click()
  await expect
    .poll(() => storm.getByRole('list', { name: 'Alerts with the same cause' }).getByRole('listitem').count())
    .toBe(HOMES)
  await picture(page, 'storm-open')
  await storm.getByRole('button', { name: /^I take it/ }).click()
  await page
    .getByText(/1 in hand|8 in hand/)
    .or(storm.getByText(/aino/))
    .first()
    .waitFor()
  await picture(page, 'storm-taken')
  await caller.close()
  expect(mistakes).toEqual([])
})
