import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
let patient: string
beforeAll(async () => {
  browser = await openBrowser()
  region = await Region.open(1)
  await region.addUser('sirpa', 'nurse')
  await region.addUser('bo', 'physician')
  await region.addUser('adi', 'administrator')
  const administrator = await region.signIn('adi')
  await region.request(administrator, 'PUT', '/api/v1/areas/default/plan-setting', { fourEyes: true })
  patient = region.fleet[0]?.devices[0]?.patient as string
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

async function openPlan(username: string): Promise<{ page: Page; mistakes: string[] }> {
  const opened = await openPage(browser)
  await signIn(opened.page, `${region.url}/patients/${patient}`, { username, password: PASSWORD })
  await opened.page.getByRole('link', { name: 'Open the care plan' }).click()
  await opened.page.getByRole('heading', { level: 1, name: /^Care plan:/ }).waitFor()
  return opened
}
/** At the end of the page nothing lies under the bar of what is not saved. */
async function wellMade(page: Page, what: string): Promise<void> {
  await page.mouse.wheel(0, 100_000)
  await accessible(page, what)
}
const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

test('a nurse lays a template, sets a limit, is told what contradicts itself, and proposes; a physician approves', async () => {
  const { page, mistakes } = await openPlan('sirpa')
  await page.getByText('The client has no plan of their own yet').waitFor()
  await page.getByLabel('Add a template').selectOption('heart-failure')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Limit: Pulse').waitFor()
  await wellMade(page, 'the template’s preview')
  await picture(page, 'plan-template')
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await dialog.waitFor({ state: 'hidden' })

  const pulse = page.getByRole('textbox', { name: 'Pulse, Danger above' })
  await pulse.fill('90')
  await page.getByText('The danger limit is inside the attention limit').first().waitFor()
  await picture(page, 'plan-contradictory')
  await wellMade(page, 'a plan that contradicts itself')
  await pulse.fill('12x')
  await page.getByText('Missing, or not what goes here').first().waitFor()
  await pulse.fill('120')
  await page.getByText('This changes danger limits').waitFor()
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.getByText('Write why the plan changes.').waitFor()

  // What is not saved is not lost by leaving without meaning to.
  await page.getByRole('link', { name: 'Back to the client' }).click()
  await page.getByRole('dialog').getByText('If you leave now they are gone.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.goBack()
  await page.goForward()
  await expect.poll(() => pulse.inputValue()).toBe('120')

  await page.getByLabel('Why', { exact: true }).fill('Heart failure found in hospital')
  await picture(page, 'plan-propose')
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.getByText('A change waits for a second person').waitFor()
  await page.getByText('You made this one').waitFor()

  const other = await openPlan('bo')
  await picture(other.page, 'plan-approve')
  await other.page.getByRole('button', { name: 'Approve' }).click()
  await other.page.getByText(/^Version 1,/).waitFor()
  await expect.poll(() => other.page.getByRole('textbox', { name: 'Pulse, Danger above' }).inputValue()).toBe('120')
  await picture(other.page, 'plan-limits')
  expect([...mistakes, ...other.mistakes]).toEqual([])
  await other.page.context().close()
  await page.context().close()
})

test('medicines, rules, goals, pauses, history and plain words; what was changed is restored', async () => {
  const { page, mistakes } = await openPlan('sirpa')
  await tab(page, 'Medicines')
  await page.getByRole('button', { name: 'Add a medicine' }).click()
  await page.getByText('Missing, or not what goes here').first().waitFor()
  await page.getByLabel('Name and strength').fill('Furosemide 40 mg')
  await page.getByLabel('ATC code').fill('c03ca01')
  await page.getByRole('button', { name: 'Add a dose' }).click()
  await page.getByText('The time of one dose reaches into the next').first().waitFor()
  await page.getByLabel('Due at').nth(1).fill('14:00')
  await page.getByText('The time of one dose reaches into the next').first().waitFor({ state: 'hidden' })
  await wellMade(page, 'medicines')
  await picture(page, 'plan-medicines')

  await tab(page, 'What is watched')
  await page.getByLabel('Restless nights').check()
  await wellMade(page, 'rules')
  await picture(page, 'plan-rules')
  await tab(page, 'Goals')
  await page.getByLabel('Responsible nurse').selectOption({ label: 'sirpa' })
  await page.getByRole('button', { name: 'Add a goal' }).click()
  await page.getByLabel('What is wanted').fill('Walks to the shop')
  await page.getByLabel('By when').fill('2027-06-01')
  await wellMade(page, 'goals')
  await picture(page, 'plan-goals')
  await page.getByLabel('Why', { exact: true }).fill('Agreed on the visit')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText(/^Version 2,/).waitFor()

  await tab(page, 'Pauses')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByText('A pause needs an end.').waitFor()
  await page.getByLabel('Ends').fill('2031-01-01T12:00')
  await page.getByText('This pause lasts a year or more').waitFor()
  await page.getByLabel('More', { exact: true }).fill('Ward 3')
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await page.getByText(/^Paused until/).waitFor()
  await wellMade(page, 'a pause')
  await picture(page, 'plan-pauses')
  await page.getByRole('button', { name: 'Resume now' }).click()
  await page.getByText('No pauses.').waitFor()

  await tab(page, 'In plain words')
  await page.getByText('Furosemide 40 mg is taken every day at 8:00 and 14:00.').waitFor()
  await picture(page, 'plan-words')
  await page.getByText('Finnish', { exact: true }).click()
  await page.getByText('Furosemide 40 mg otetaan joka päivä kello 8.00 ja 14.00.').waitFor()

  await tab(page, 'History')
  await page.getByRole('heading', { name: /^Version 2/ }).waitFor()
  await page.getByText('Why: Agreed on the visit').waitFor()
  await page.locator('summary').first().click()
  await wellMade(page, 'history')
  await picture(page, 'plan-history')
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByRole('dialog').getByLabel('Why').fill('Not agreed after all')
  await page.getByRole('dialog').getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByText(/^Version 3,/).waitFor()
  await page.getByText('sirpa restored version 1').waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('somebody who may only look sees the plan, pauses it, and changes nothing', async () => {
  const { page, mistakes } = await openPlan('aino')
  expect(await page.getByRole('textbox', { name: 'Pulse, Danger above' }).getAttribute('readonly')).not.toBeNull()
  expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0)
  await tab(page, 'Pauses')
  await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})
