import { openDatabase } from '@kotisilta/server'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, goTo, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { Reach } from '../harness/reach.ts'
import { PASSWORD } from '../harness/region.ts'

let reach: Reach
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
  reach = await Reach.open({ KOTISILTA_CARE_PHONE: '015 123 456' })
  const database = await openDatabase(reach.region.dataDir)
  const rename = (id: string, name: string) =>
    database.query.updateTable('patient').set({ name, birth_year: 1941 }).where('id', '=', id).execute()
  await rename(reach.inside.patient, 'Veikko Korhonen')
  await rename(reach.outside.patient, 'Helvi Äijälä')
  await database.close()
  await reach.gateways[0]?.send([
    { kind: 'heart-rate', value: 71, unit: '/min' },
    { kind: 'body-weight', value: 72.4, unit: 'kg' },
  ])
})
afterAll(async () => {
  await browser.close()
  await reach.close()
})

async function as(username: string, width = 1280, height = 800, language = 'en-GB') {
  const opened = await openPage(browser, width, height, language)
  await signIn(opened.page, reach.region.url, { username, password: PASSWORD })
  await opened.page.locator('nav').waitFor()
  return opened
}

test('somebody outside one’s areas is opened in an emergency, with a reason, in everybody’s sight, and reviewed', async () => {
  const { page, mistakes } = await as('nurse')
  await goTo(page, 'Outside my areas')
  await page.getByLabel('Exact name').fill('Helvi Äijälä')
  await page.getByLabel('Year of birth').fill('1941')
  await page.getByRole('button', { name: 'Find' }).click()
  await page.getByRole('button', { name: 'Open in an emergency…' }).click()
  await page.getByRole('button', { name: 'Open the data' }).click()
  await page.getByText('Write the reason').waitFor()
  await page.getByLabel('Why do you need it?').fill('The neighbour called: she does not open the door')
  await picture(page, 'break-glass-1280x800')
  await accessible(page, 'the break-glass dialog')
  await page.getByRole('button', { name: 'Open the data' }).click()
  await page.getByText('You see this client because of an emergency').waitFor()
  await picture(page, 'break-glass-patient')
  await accessible(page, 'a client behind broken glass')

  const auditor = await as('auditor')
  await auditor.page.getByRole('heading', { name: 'Access log' }).waitFor()
  await auditor.page.getByLabel('On what ground').selectOption('break-glass')
  await auditor.page.getByRole('button', { name: 'Search' }).click()
  await auditor.page.getByText('The neighbour called').waitFor()
  await picture(auditor.page, 'access-log-1280x800')
  await accessible(auditor.page, 'the access log')
  await auditor.page.getByRole('link', { name: 'Reviews' }).click()
  await auditor.page.getByText('1 waits for a review.').waitFor()
  await picture(auditor.page, 'glass-reviews-1280x800')
  await accessible(auditor.page, 'the reviews')
  await auditor.page.getByRole('button', { name: 'Justified', exact: true }).click()
  await auditor.page.getByText('Justified, auditor').waitFor()
  expect([...mistakes, ...auditor.mistakes]).toEqual([])
  await page.context().close()
  await auditor.page.context().close()
})

test('a nurse makes a care relationship and records a consent; the relative sees what was agreed to, on a phone', async () => {
  const { page, mistakes } = await as('nurse')
  await page.goto(`${reach.region.url}/patients/${reach.inside.patient}`)
  await page.getByRole('link', { name: 'Who may see' }).click()
  await page.getByLabel('Nurse or team').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: /^End the care relationship/ }).waitFor()
  await picture(page, 'care-circle-1280x800')
  await accessible(page, 'who may see a client')
  await page.getByRole('button', { name: 'New consent' }).click()
  await page.getByLabel('User name of whom it is for').fill('relative')
  await page.getByLabel('measurements').check()
  await page.getByLabel('Who said yes, and how').fill('Veikko, at home')
  await picture(page, 'consent-1280x800')
  await accessible(page, 'the consent dialog')
  await page.getByRole('button', { name: 'Save the consent' }).click()
  await page.getByText('Veikko, at home').waitFor()
  await page.context().close()

  const relative = await as('relative', 390, 844, 'fi-FI')
  await relative.page.getByRole('heading', { name: 'Hoitajille on tullut ilmoitus' }).waitFor()
  await relative.page.getByText('015 123 456').waitFor()
  await relative.page.getByText(/72,4/).waitFor()
  await picture(relative.page, 'me-relative-390x844')
  await accessible(relative.page, 'the relative’s page')
  await relative.page.context().close()

  const client = await as('client', 390, 844, 'sv-FI')
  await client.page.getByRole('heading', { name: 'Vem ser mina uppgifter' }).waitFor()
  await picture(client.page, 'me-client-390x844')
  await accessible(client.page, 'the client’s page')
  await client.page.getByRole('link', { name: 'Vem har tittat på uppgifterna' }).click()
  await client.page.getByText('antecknade ett samtycke').first().waitFor()
  await picture(client.page, 'own-log-390x844')
  await accessible(client.page, 'the client’s copy of the log')
  expect([...mistakes, ...relative.mistakes, ...client.mistakes]).toEqual([])
  await client.page.context().close()
})

test('the administrator says who works where', async () => {
  const { page, mistakes } = await as('administrator')
  await goTo(page, 'Areas')
  await page.getByRole('heading', { name: 'Areas and teams' }).waitFor()
  await page.getByRole('button', { name: 'New team' }).click()
  await page.getByLabel('Name of the team').fill('Night patrol')
  await page.getByLabel('Pohjoinen').check()
  await page.getByLabel('nurse, nurse').check()
  await accessible(page, 'the team dialog')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Change the team Night patrol' }).waitFor()
  await picture(page, 'areas-1280x800')
  await accessible(page, 'areas and teams')
  expect(mistakes).toEqual([])
  await page.context().close()
})
