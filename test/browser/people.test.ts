import { inventedPersonalIdentity } from '@kotisilta/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, goTo, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
beforeAll(async () => {
  region = await Region.open(2)
  await region.addUser('kaisa', 'coordinator')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await region.close()
})

const login = { username: 'kaisa', password: PASSWORD }
const identity = inventedPersonalIdentity('1942-03-08', 931)
/** Markup wherever somebody can write. */
const MARKUP = '<img src=x onerror="document.body.className=`stolen`"><b>Helvi</b>'

async function signedIn(width = 1280, height = 800, language = 'en-GB') {
  const opened = await openPage(browser, width, height, language)
  await signIn(opened.page, `${region.url}/patients`, login)
  await opened.page.locator('header.header').waitFor()
  await opened.page.goto(`${region.url}/patients`)
  return opened
}
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })

test('bad input 52: somebody new is entered; what is written as markup stays text; what matters most stands at the head', async () => {
  const { page, mistakes } = await signedIn()
  await page.getByRole('link', { name: 'New client' }).click()
  await page.getByRole('heading', { name: 'New client' }).waitFor()
  await page.getByRole('button', { name: 'Save the client' }).click()
  await page.getByText('Write the name').waitFor()
  await accessible(page, 'the form for a new client')
  await page.getByRole('textbox', { name: /^Name/ }).first().fill(MARKUP)
  await field(page, 'Personal identity code').fill(identity.slice(0, -1))
  await page.getByText('This is not a personal identity code').waitFor()
  await field(page, 'Personal identity code').fill(identity)
  await field(page, 'Key or key box').fill('4411')
  await page.getByRole('checkbox', { name: 'Have allergies been asked about?' }).check()
  await page.getByRole('textbox', { name: 'Allergies' }).fill('Penicillin\nLatex')
  await page.getByRole('combobox', { name: 'Do not resuscitate (DNR)' }).selectOption('yes')
  await field(page, 'Who decided and when').fill('Dr Salo, 3 November 2026')
  await field(page, 'Good to know first').fill(MARKUP)
  await picture(page, 'client-new')
  await page.getByRole('button', { name: 'Save the client' }).click()
  await page.waitForURL(/\/patients\/p-/)
  await page.getByRole('heading', { level: 1, name: MARKUP }).waitFor()
  const marks = page.getByRole('list', { name: 'Important for care' })
  await marks.getByText('Do not resuscitate (DNR)').waitFor()
  await marks.getByText('Allergies: Penicillin, Latex').waitFor()
  expect(await page.locator('main img').count()).toBe(0)
  expect(await page.locator('body.stolen').count()).toBe(0)
  await accessible(page, 'the head of the client’s page')
  await picture(page, 'client-safety')

  await page.getByRole('link', { name: 'Record and devices' }).click()
  await page.getByText('Personal identity code 080342-****').waitFor()
  await accessible(page, 'the record')
  await picture(page, 'record-1280x800')
  await page.getByRole('button', { name: 'Show all of it' }).click()
  await page.getByText(identity).waitFor()
  await field(page, 'Key or key box').fill('5522')
  await page.getByRole('button', { name: 'Save the changes' }).click()
  await page.getByText('Key or key box: 4411 → 5522').waitFor()
  expect(page.url()).not.toContain(identity.slice(7))
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('hospital, death and taking it back are one dialog each', async () => {
  const { page, mistakes } = await signedIn()
  const id = region.fleet[0]?.devices[0]?.patient as string
  await page.goto(`${region.url}/patients/${id}/record`)
  await page.getByRole('button', { name: 'Has gone to hospital' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Nothing is expected of the home until').waitFor()
  await accessible(page, 'the dialog of a hospital stay')
  await picture(page, 'life-hospital')
  await dialog.getByRole('button', { name: 'Has gone to hospital' }).click()
  await page.getByText('Done. If this was a mistake').waitFor()
  await page.getByRole('button', { name: 'Has died' }).click()
  await picture(page, 'life-died')
  await dialog.getByRole('button', { name: 'Has died' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('list', { name: 'Important for care' }).getByText('Has died').waitFor()
  await picture(page, 'record-died')
  await page.getByRole('button', { name: 'Take the last step back' }).click()
  await dialog.getByRole('button', { name: 'Take the last step back' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Has come home' }).waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a table is looked at, mended and taken in; former clients are found apart', async () => {
  const { page, mistakes } = await signedIn()
  await page.getByRole('link', { name: 'Import a table' }).click()
  const choose = (text: string) =>
    page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'asiakkaat.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await choose('nimi;hetu;kunta;lempiväri\nYksi Uusi;;Hanko;sininen\nKaksi Uusi;131052-308U;Hanko;\n')
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByText('New 1 · already here 0 · with faults 1').waitFor()
  await page.getByText('A character of the personal identity code is wrong').waitFor()
  await page.getByText('left out: lempiväri').waitFor()
  await accessible(page, 'the report of an import')
  await picture(page, 'import-faults')
  await choose('nimi;hetu;kunta\nYksi Uusi;;Hanko\nKaksi Uusi;131052-308T;Hanko\n')
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByRole('button', { name: 'Add 2 clients' }).click()
  await page.getByText('2 clients have been added').waitFor()
  await page.getByRole('link', { name: 'All clients' }).click()
  await page.getByRole('link', { name: 'Kaksi Uusi' }).waitFor()
  await accessible(page, 'the list with its filters')
  await picture(page, 'clients-filters')
  await page.getByRole('combobox', { name: 'Show' }).selectOption('former')
  await page.getByText('0 clients').waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a kit is put together and made ready, in each language', async () => {
  const { page, mistakes } = await signedIn()
  await goTo(page, 'Kits')
  await page.getByRole('textbox', { name: 'Name on the case' }).fill('Salkku 7')
  await page.getByRole('textbox', { name: 'Gateway’s identifier' }).fill(region.fleet[1]?.gateway as string)
  await page.getByRole('button', { name: 'Add a device' }).click()
  await page.getByRole('button', { name: 'Add the kit' }).click()
  await page.getByText('Choose which device it is.').waitFor()
  await page.getByRole('textbox', { name: /^Identifier/ }).fill('BLE:C80F10A1B2C3')
  await page.getByRole('combobox', { name: 'Which device it is' }).fill('UC-352')
  await page.getByRole('option', { name: 'Scale, A&D UC-352BLE' }).click()
  await picture(page, 'kit-devices')
  await page.getByRole('button', { name: 'Add the kit' }).click()
  await page.getByRole('heading', { name: 'Salkku 7' }).waitFor()
  await page.getByText('Scale, A&D UC-352BLE ble:c80f10a1b2c3').waitFor()
  await accessible(page, 'the kits')
  await picture(page, 'kits')
  await page.context().close()
  const id = region.fleet[0]?.devices[0]?.patient as string
  for (const language of ['fi', 'sv']) {
    const other = await signedIn(1280, 800, `${language}-FI`)
    for (const path of ['/kits', '/patients/import', '/patients/new', `/patients/${id}/record`]) {
      await other.page.goto(`${region.url}${path}`)
      await other.page.getByRole('heading', { level: 1 }).waitFor()
      await other.page.waitForLoadState('networkidle')
      await accessible(other.page, `${path} in ${language}`)
    }
    await picture(other.page, `record-${language}`)
    expect(other.mistakes).toEqual([])
    await other.page.context().close()
  }
  expect(mistakes).toEqual([])
})
