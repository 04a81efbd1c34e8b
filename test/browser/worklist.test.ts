import { isoTime } from '@kotisilta/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
beforeAll(async () => {
  region = await Region.open(3)
  await region.addUser('bo', 'nurse')
  browser = await openBrowser()
  const [first, second] = region.fleet
  for (const [home, pulse] of [
    [first, 78],
    [second, 82],
  ] as const) {
    const gateway = await TestGateway.connect(region.mqttUrl, home as NonNullable<typeof home>)
    const at = (hours: number) => isoTime(Date.now() - hours * 3_600_000)
    await gateway.send(
      [120, 96, 72, 48, 24, 1].flatMap((hours, index) => [
        { kind: 'body-weight', value: 72 + index / 10, unit: 'kg', at: at(hours) },
        { kind: 'heart-rate', value: pulse, unit: '/min', at: at(hours) },
      ]),
    )
    if (home === first) await gateway.sos()
    await gateway.close()
  }
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

const login = { username: 'bo', password: PASSWORD }

test('a nurse sees who needs her today, promises a call, keeps it, and sees the rest to be well with a way back', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/today`, login)
  await page.getByText('No client is yours yet').waitFor()
  await page.getByRole('button', { name: 'All clients' }).click()
  const worse = page.getByRole('region', { name: /^Worse/ })
  await worse.getByText('SOS').first().waitFor()
  const fine = page.getByRole('region', { name: /^(All well|New)/ })
  await fine.first().waitFor()
  await accessible(page, 'today')
  await picture(page, 'today-1280x800')

  await worse.getByRole('button', { name: 'Promise a call…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Promise', exact: true }).click()
  await dialog.getByText(/^Write what it is about/).waitFor()
  await dialog.getByLabel('What about').fill('Daughter wants to hear how it went')
  await dialog.getByRole('button', { name: '30 min' }).click()
  await accessible(page, 'the dialog for a promise')
  await picture(page, 'promise-1280x800')
  await dialog.getByRole('button', { name: 'Promise', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
  await worse.getByText('Daughter wants to hear how it went').waitFor()

  await page.getByText('By urgency', { exact: true }).click()
  const rows = page.locator('.work-row')
  await expect.poll(() => rows.count()).toBe(2)
  expect(await rows.first().textContent()).toContain('SOS')
  await picture(page, 'worklist-1280x800')
  await accessible(page, 'the queue')
  await rows.nth(1).getByRole('button', { name: 'Done…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reached by phone' }).click()
  await expect.poll(() => rows.count()).toBe(1)
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('on a phone the same fits one hand, in Finnish too; all well is said once and can be taken back', async () => {
  const longAgo = Date.now() - 30 * 24 * 3_600_000
  await region.server.stop()
  const { openDatabase } = await import('@kotisilta/server')
  const database = await openDatabase(region.dataDir)
  await database.query.updateTable('patient').set({ status_since: longAgo }).execute()
  await database.close()
  await region.startServer()
  const { page, mistakes } = await openPage(browser, 390, 844, 'fi-FI')
  await signIn(page, `${region.url}/today?view=all`, login)
  await page.getByRole('button', { name: /^Kaikki hyvin, nähty \(2/ }).waitFor()
  await accessible(page, 'today on a phone')
  await picture(page, 'today-390x844')
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  expect(overflow, 'nothing is cut off at the side').toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: /^Kaikki hyvin, nähty \(2/ }).click()
  await page.getByText(/^Totesit klo .* 2 asiakkaalla on kaikki hyvin/).waitFor()
  await page
    .getByText(/^bo totesi kaiken olevan hyvin/)
    .first()
    .scrollIntoViewIfNeeded()
  await picture(page, 'today-seen-390x844')
  await page.getByRole('button', { name: /^Peru/ }).click()
  await page.getByRole('button', { name: /^Kaikki hyvin, nähty \(2/ }).waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})
