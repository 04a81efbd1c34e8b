import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
beforeAll(async () => {
  region = await Region.open(2)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

test('fault 31: a quiet board says so; a feed that is lost is a red bar at once; what came meanwhile is there when it is back', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/`, { username: 'aino', password: PASSWORD })
  await page.getByText('Nobody needs you now').waitFor()
  await accessible(page, 'a quiet board')
  await picture(page, 'quiet')

  await region.server.kill()
  const killed = Date.now()
  const bar = page.getByRole('alert').filter({ hasText: /Not live since/ })
  await bar.waitFor({ timeout: 6_000 })
  expect(Date.now() - killed).toBeLessThan(6_000)
  await picture(page, 'feed-lost')
  await accessible(page, 'a board that is not live')

  await region.startServer()
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  await page.getByRole('listitem').filter({ hasText: 'SOS' }).first().waitFor({ timeout: 20_000 })
  await bar.waitFor({ state: 'hidden', timeout: 10_000 })
  await gateway.close()
  expect(mistakes).toEqual([])
})
