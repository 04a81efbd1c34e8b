import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
let patient: string
beforeAll(async () => {
  browser = await openBrowser()
  region = await Region.open(2)
  await region.addUser('kaisa', 'coordinator')
  await region.addUser('bo', 'physician')
  patient = region.fleet[0]?.devices[0]?.patient as string
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

async function open(username: string, path: string): Promise<{ page: Page; mistakes: string[] }> {
  const opened = await openPage(browser)
  await signIn(opened.page, `${region.url}${path}`, { username, password: PASSWORD })
  return opened
}

test('a coordinator asks for a second person and proposes a limit for a whole area; a physician approves, and it holds for its people', async () => {
  const { page, mistakes } = await open('kaisa', '/plan-settings')
  await page.getByRole('heading', { level: 1, name: 'Plan templates and areas' }).waitFor()
  await page.getByLabel('A second person approves').check()
  await page.getByText('Only an administrator can switch this off.').waitFor()
  await accessible(page, 'plan settings')
  await picture(page, 'plan-settings')

  await page.getByRole('region', { name: 'Areas' }).getByRole('link').click()
  await page.getByText('The area has no plan of its own yet').waitFor()
  await page.getByLabel('Add a limit').selectOption('heart-rate')
  await page.getByRole('textbox', { name: 'Pulse, Danger above' }).fill('120')
  await page.getByText('Holds at once for 2 clients').waitFor()
  await picture(page, 'plan-area')
  await page.mouse.wheel(0, 100_000)
  await accessible(page, 'an area’s plan')
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.getByText('Write why the plan changes.').waitFor()
  await page.getByLabel('Why', { exact: true }).fill('Agreed in the area')
  await page.getByRole('button', { name: 'Propose' }).click()
  await page.getByText('You made this one').waitFor()

  const other = await open('bo', '/plan-settings/areas/default')
  await other.page.getByRole('button', { name: 'Approve' }).click()
  await other.page.getByText(/^Version 1,/).waitFor()
  await other.page.getByText('kaisa changed it, bo approved').waitFor()
  await other.page.getByText('2 clients have no plan').click()
  await picture(other.page, 'plan-area-people')
  await other.page.goto(`${region.url}/patients/${patient}/plan`)
  const pulse = other.page.getByRole('textbox', { name: 'Pulse, Danger above' })
  await pulse.waitFor()
  await expect.poll(() => pulse.inputValue(), { timeout: 20_000 }).toBe('120')
  await other.page.getByText('Plan of the area: ').first().waitFor()
  await picture(other.page, 'plan-from-area')
  expect([...mistakes, ...other.mistakes]).toEqual([])
  await other.page.context().close()
  await page.context().close()
})

test('a template is made of somebody’s plan, used, and retired', async () => {
  const { page, mistakes } = await open('kaisa', `/patients/${patient}/plan`)
  await page.getByRole('link', { name: 'Make a template of this plan' }).click()
  await page.getByText(/^Made of a client/).waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Write the name and for whom it is in all three languages.').waitFor()
  for (const language of ['Finnish', 'Swedish', 'English']) {
    await page.getByLabel(`Name (${language})`).fill(`Calm pulse ${language}`)
    await page.getByLabel(`For whom, and what it does (${language})`).fill('For those with a fast pulse')
  }
  await picture(page, 'plan-template-new')
  await page.mouse.wheel(0, 100_000)
  await accessible(page, 'a new template')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Calm pulse English', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Retire Calm pulse English' }).click()
  await page.getByRole('button', { name: 'Bring back Calm pulse English' }).waitFor()
  await picture(page, 'plan-templates')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a plan comes in from a file after a look at what it changes, faults by name, and goes out on paper', async () => {
  const { page, mistakes } = await open('bo', `/patients/${patient}/plan`)
  const folder = mkdtempSync(join(tmpdir(), 'kotisilta-plan-file-'))
  const choose = async (content: string) => {
    const file = join(folder, 'plan.json')
    writeFileSync(file, content)
    await page.getByLabel('A plan as a JSON file').setInputFiles(file)
  }
  await page.getByRole('heading', { level: 1, name: /^Care plan:/ }).waitFor()
  await choose('no plan at all')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('the file is not JSON').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await choose('{"resourceType":"Patient"}')
  await dialog
    .getByText(/^A field is missing here/)
    .first()
    .waitFor()
  await accessible(page, 'a file that is no plan')
  await picture(page, 'plan-import-faults')
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const bo = await region.signIn('bo')
  const { body } = await region.request(bo, 'GET', `/api/v1/patients/${patient}/plan/fhir`)
  await choose(JSON.stringify(body).replaceAll('120', '125'))
  await dialog.getByText('Limit: Pulse').waitFor()
  await dialog.getByText('This changes danger limits').waitFor()
  await picture(page, 'plan-import')
  await dialog.getByRole('button', { name: 'Take it over' }).click()
  await page.getByRole('button', { name: 'Propose' }).waitFor()
  await page.getByRole('button', { name: 'Discard' }).click()

  await page.getByRole('link', { name: 'On paper' }).click()
  await page.getByRole('row', { name: /Pulse.*120/ }).waitFor()
  await accessible(page, 'the plan on paper')
  await page.emulateMedia({ media: 'print' })
  await picture(page, 'plan-paper')
  rmSync(folder, { recursive: true })
  expect(mistakes).toEqual([])
  await page.context().close()
})
