import { isoTime, newUlid } from '@kotisilta/contract'
import { openDatabase } from '@kotisilta/server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
let patient: string
beforeAll(async () => {
  region = await Region.open(2)
  await region.addUser('bo', 'nurse')
  browser = await openBrowser()
  patient = region.fleet[0]?.devices[0]?.patient as string
})
afterAll(async () => {
  await browser.close()
  await region.close()
})

const login = { username: 'aino', password: PASSWORD }
const to = (path: string) => `${region.url}${path}`
const field = (page: Page, name: string | RegExp) => page.getByRole('textbox', { name })
const stored = async (): Promise<{ kind: string; value?: number }[]> => {
  const cookie = await region.signIn('bo')
  return (await region.request(cookie, 'GET', `/api/v1/patients/${patient}/readings`)).body as never
}

test('a nurse enters a whole NEWS2 with one hand, sees what it comes to, and takes it back', async () => {
  const { page, mistakes } = await openPage(browser, 820, 1180)
  await signIn(page, to(`/patients/${patient}`), login)
  await page.getByRole('link', { name: 'Enter readings' }).click()
  await page.getByRole('heading', { name: /^Enter readings: / }).waitFor()
  await field(page, 'Breaths per minute').fill('22')
  await field(page, 'Oxygen saturation').fill('93')
  await field(page, /^Supplemental oxygen/).fill('0')
  await field(page, 'Blood pressure, upper').fill('118')
  await field(page, 'Pulse').fill('95')
  await page.getByRole('radio', { name: /Alert/ }).check()
  await field(page, 'Temperature').fill('385')
  await page.getByText('Too large: 25–45').waitFor()
  await page.getByRole('button', { name: /^Save/ }).click()
  await page.getByText('Both numbers of the blood pressure are needed').waitFor()
  expect(await stored(), 'nothing is saved of an entry with a fault').toEqual([])
  await field(page, 'Temperature').fill('38,5')
  await field(page, 'Blood pressure, lower').fill('70')
  // Respiration 2, saturation 2, pulse 1, temperature 1 (RCP 2017).
  await expect.poll(() => page.getByTestId('news2-score').textContent()).toBe('6')
  await accessible(page, 'the entry form')
  await picture(page, 'entry-820x1180')
  await page.getByRole('button', { name: 'Save 7 readings' }).click()
  const saved = page.getByRole('status').filter({ hasText: 'Saved, measured' })
  await saved.getByRole('link', { name: /NEWS2 6$/ }).waitFor()
  await accessible(page, 'the confirmation')
  await picture(page, 'entry-saved-820x1180')
  expect(await stored()).toHaveLength(7)

  await page.getByRole('button', { name: /^Undo/ }).click()
  await page.getByText(/^Taken back/).waitFor()
  expect(await stored()).toEqual([])
  expect(await field(page, 'Pulse').inputValue(), 'what was typed is still there').toBe('95')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a slip is corrected in the table; what it was, by whom and why stays to be seen', async () => {
  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.send([{ kind: 'body-weight', value: 74.4, unit: 'kg', at: isoTime(Date.now() - 60_000) }])
  await gateway.close()
  const { page, mistakes } = await openPage(browser)
  await signIn(page, to(`/patients/${patient}`), login)
  await page.getByText('Table', { exact: true }).click()
  await page.getByRole('button', { name: /^Correct… Weight 74\.4/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /another value/ }).check()
  await dialog.getByRole('textbox', { name: /^Right value/ }).fill('72,4')
  await dialog.getByRole('radio', { name: 'Measured badly' }).check()
  await dialog.getByRole('textbox', { name: /^More about it/ }).fill('With her bag.')
  await accessible(page, 'the dialog for a correction')
  await picture(page, 'correct-1280x800')
  await dialog.getByRole('button', { name: 'Save the right value' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const old = page.getByRole('row').filter({ hasText: 'Corrected to 72.4 kg' })
  await old.getByText('With her bag.').waitFor()
  expect(await old.locator('del').textContent()).toContain('74.4')
  await page
    .getByRole('row')
    .filter({ hasText: /^\S+ ?\S*Weight72\.4/ })
    .first()
    .waitFor()
  await accessible(page, 'the table with what was changed')
  await picture(page, 'corrections-1280x800')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a value that is to be measured again is in the tray; two nurses do not both take it', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, to('/tray'), login)
  await page.getByText('Nothing to do').waitFor()
  const bo = await region.signIn('bo')
  const entry = { id: newUlid(Date.now()), readings: [{ kind: 'blood-glucose', value: 3.4, unit: 'mmol/L' }] }
  const entered = await region.request(bo, 'POST', `/api/v1/patients/${patient}/readings`, entry)
  expect(entered).toMatchObject({ status: 200, body: { asked: [{ kind: 'blood-glucose' }], alerts: [] } })
  const card = page.getByRole('listitem').filter({ hasText: 'Measure again' })
  await card
    .getByText(/3\.4\smmol\/L/)
    .first()
    .waitFor({ timeout: 20_000 })
  await page.getByRole('link', { name: /^To do.*1 task/ }).waitFor()
  await accessible(page, 'the tray')
  await picture(page, 'tray-1280x800')

  // The screen is a moment behind: somebody else has taken it.
  await page.route('**/api/v1/tasks/count', (route) => route.abort())
  const [task] = (await region.request(bo, 'GET', '/api/v1/tasks')).body as [{ id: string }]
  expect((await region.request(bo, 'POST', `/api/v1/tasks/${task.id}/claim`, {})).status).toBe(200)
  await card.getByRole('button', { name: 'I see to it' }).click()
  await card.getByText('bo was first.').waitFor()
  await page.unroute('**/api/v1/tasks/count')
  await card.getByText('bo has this').waitFor({ timeout: 20_000 })

  await region.request(bo, 'POST', `/api/v1/patients/${patient}/readings`, {
    id: newUlid(Date.now()),
    readings: [{ kind: 'blood-glucose', value: 5.6, unit: 'mmol/L' }],
  })
  await page.getByText('measured again', { exact: true }).waitFor({ timeout: 20_000 })
  await picture(page, 'tray-done-1280x800')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('in Finnish and Swedish, on a tablet', async () => {
  for (const language of ['fi', 'sv']) {
    const { page, mistakes } = await openPage(browser, 820, 1180, `${language}-FI`)
    await signIn(page, to(`/patients/${patient}/enter`), login)
    await page.locator('.entry-form').waitFor()
    await accessible(page, `the entry form in ${language}`)
    await picture(page, `entry-820x1180-${language}`)
    await page.goto(to('/tray'))
    await page.locator('.tray-finished').waitFor()
    await accessible(page, `the tray in ${language}`)
    await picture(page, `tray-820x1180-${language}`)
    expect(mistakes).toEqual([])
    await page.context().close()
  }
})

test('an alert that ended by itself stands in the person’s list; whoever is concerned all the same opens it again and has it', async () => {
  const other = region.fleet[1]?.devices[0]?.patient as string
  const at = isoTime(Date.now() - 3_600_000)
  const words = { title: 'Pulse 110', why: 'Outside the plan’s limit.' }
  const alert = {
    ...{ id: newUlid(Date.now()), patient: { id: other, name: 'Asiakas' }, problem: 'vital-signs', priority: 'medium' },
    ...{
      status: 'resolved',
      rule: 'limit',
      ruleVersion: 1,
      title: words.title,
      words: { fi: words, sv: words, en: words },
    },
    ...{ raisedAt: at, occurredAt: at, stillTrue: false, version: 2, owner: null, basis: [] },
    history: [
      { at, event: 'raised', rule: 'limit', version: 1 },
      { at, event: 'resolved', outcome: 'cleared', version: 2 },
    ],
  }
  const database = await openDatabase(region.dataDir)
  database.sqlite
    .prepare(
      'insert into alert(id, patient, problem, status, priority, version, raised_at, resolved_at, body) values(?,?,?,?,?,?,?,?,?)',
    )
    .run(alert.id, other, 'vital-signs', 'resolved', 'medium', 2, Date.parse(at), Date.parse(at), JSON.stringify(alert))
  await database.close()

  const { page, mistakes } = await openPage(browser)
  await signIn(page, to(`/patients/${other}`), login)
  const entry = page.getByRole('listitem').filter({ hasText: 'Pulse 110' }).first()
  const button = entry.getByRole('button', { name: 'Still a concern: I take it' })
  await button.waitFor()
  expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await button.scrollIntoViewIfNeeded()
  await picture(page, 'reopen-1280x800')
  await accessible(page, 'the list of alerts')
  await button.click()
  await entry.getByText('aino opened it again').waitFor()
  await button.waitFor({ state: 'detached' })
  await entry.getByRole('link', { name: /board/i }).click()
  await page.getByText('You have it').first().waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})
