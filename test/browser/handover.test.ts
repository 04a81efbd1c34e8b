import type { Alert } from '@kotisilta/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
let alert: Alert
beforeAll(async () => {
  region = await Region.open(3)
  await region.addUser('bo', 'nurse')
  await region.addUser('cai', 'coordinator')
  browser = await openBrowser()
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  const screen = await region.screen()
  await gateway.send([{ kind: 'heart-rate', value: 78, unit: '/min', at: new Date().toISOString() }])
  await gateway.sos()
  alert = await screen.alert(({ rule }) => rule === 'sos')
  screen.close()
  await gateway.close()
  const cookie = await region.signIn('bo')
  await region.request(cookie, 'POST', `/api/v1/alerts/${alert.id}/acknowledge`, {})
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

const login = (username: string) => ({ username, password: PASSWORD })

test('one nurse hands over what she has with a worry, and another receives it; until then it is hers', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/handover`, login('bo'))
  await page.getByRole('heading', { name: 'I hand over' }).waitFor()
  await page.getByRole('checkbox', { name: /SOS pressed/ }).waitFor()
  await page.getByLabel('What worries you').fill('The lift at Lehtikatu is broken')
  await page.getByRole('button', { name: 'Hand over 2 matters' }).click()
  await page.getByText(/^Not received yet/).waitFor()
  await accessible(page, 'the handover')
  await picture(page, 'handover-1280x800')

  const other = await openPage(browser, 390, 844)
  await signIn(other.page, `${region.url}/handover`, login('aino'))
  await other.page.getByText('bo has this').first().waitFor()
  await other.page.getByRole('button', { name: 'I have it all (2)' }).waitFor()
  await accessible(other.page, 'the handover on a phone')
  await picture(other.page, 'handover-390x844')
  await other.page.getByRole('button', { name: 'I have it all (2)' }).click()
  await other.page.getByText(/aino received/).waitFor()
  await page.getByText('aino has this').first().waitFor()
  expect([...mistakes, ...other.mistakes]).toEqual([])
  await other.page.context().close()
  await page.context().close()
})

test('a sheet for the ambulance fits one page of paper, and says what is not known', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/patients/${alert.patient.id}`, login('bo'))
  await page.getByRole('link', { name: 'ISBAR for the ambulance' }).click()
  await page.getByRole('region', { name: 'Identity' }).waitFor()
  await page.getByLabel(/^What happened/).fill('Found on the kitchen floor, awake')
  await page.getByText('not known').first().waitFor()
  await accessible(page, 'the ISBAR sheet')
  await picture(page, 'isbar-1280x800')
  const paper = await page.pdf({ format: 'A4' })
  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a coordinator makes the list for downtime and sees how alerts were answered', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/downtime`, login('cai'))
  await page.getByRole('button', { name: 'Make the list' }).click()
  await page.getByText(/Made .* by cai/).waitFor()
  await page.getByText(/SOS pressed/).waitFor()
  await accessible(page, 'the downtime list')
  await picture(page, 'downtime-1280x800')

  await page.goto(`${region.url}/evaluation`)
  await page.getByRole('row', { name: /^high 1/i }).waitFor()
  await page.getByRole('img', { name: /^Alerts a day/ }).waitFor()
  await accessible(page, 'the evaluation')
  await picture(page, 'evaluation-1280x800')
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, 'evaluation-390x844')
  const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  expect(wider, 'the page itself is not wider than the phone').toBeLessThanOrEqual(0)
  const cookie = await region.signIn('cai')
  const response = await fetch(
    `${region.url}/api/v1/evaluation.csv?from=2026-01-01T00:00:00.000Z&to=2027-01-01T00:00:00.000Z&table=times`,
    { headers: { cookie } },
  )
  expect(response.headers.get('content-type')).toContain('text/csv')
  expect(await response.text()).toMatch(/high;1;/)
  expect(mistakes).toEqual([])
  await page.context().close()
})
