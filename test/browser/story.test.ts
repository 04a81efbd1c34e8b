import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { type Running, start } from '../harness/process.ts'

interface DemoReady {
  http: number
  login: { username: string; password: string }
}

const dataDir = mkdtempSync(join(tmpdir(), 'kotisilta-story-'))
let demo: Running<DemoReady>
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
  demo = await start(['demo', '--json'], {
    KOTISILTA_DATA_DIR: dataDir,
    KOTISILTA_HTTP_PORT: '0',
    KOTISILTA_MQTT_PORT: '0',
  })
})
afterAll(async () => {
  await browser.close()
  await demo.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

const url = () => `http://127.0.0.1:${demo.ready.http}/`
/** The feed stands. */
const live = (page: Page) => page.locator('[data-status="live"]').waitFor()
const strip = (page: Page, title: RegExp) => page.getByRole('listitem').filter({ hasText: title }).first()

test('the demo’s story, as a nurse sees it', async () => {
  const { page, mistakes } = await openPage(browser)
  await page.goto(url())
  await page.locator('input[type="password"]').waitFor()
  await accessible(page, 'the sign-in screen')
  await picture(page, 'sign-in')

  await signIn(page, url(), { ...demo.ready.login, password: 'wrong' })
  await page.getByText('You are not signed in').waitFor()
  await signIn(page, url(), demo.ready.login)
  await live(page)

  for (const title of [/Weight/i, /NEWS2/, /SOS/, /Medicine/i]) await strip(page, title).waitFor({ timeout: 70_000 })
  await picture(page, 'board-1280x800')
  await accessible(page, 'the board')

  // One touch takes it; a coded outcome resolves it.
  await strip(page, /SOS/)
    .getByRole('button', { name: /I take it/ })
    .click()
  await strip(page, /SOS/).getByText('You have it').waitFor()
  await strip(page, /SOS/).getByText('SOS pressed').click()
  await page.getByRole('heading', { name: /SOS/ }).first().waitFor()
  await picture(page, 'board-taken')
  await page.getByRole('button', { name: 'Resolve…' }).click()
  const dialog = page.getByRole('dialog')
  await accessible(page, 'the resolve dialog')
  await dialog.getByRole('radio', { name: /visit/i }).check()
  await dialog.getByRole('textbox').fill('Fell in the kitchen, nothing broken.')
  await picture(page, 'resolve')
  await dialog.getByRole('button', { name: 'Resolve the alert' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await strip(page, /SOS/).getByText('Resolved').waitFor()

  // By keyboard alone: the next one is chosen, taken and resolved.
  const heading = page.getByRole('heading', { level: 2 }).first()
  const before = await heading.textContent()
  await page.keyboard.press('j')
  await expect.poll(() => heading.textContent()).not.toBe(before)
  await page.keyboard.press('t')
  await page.getByText('You have it').first().waitFor()
  await page.keyboard.press('r')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Clients' }).click()
  const veikko = page.getByRole('main').getByRole('link', { name: /Veikko Korhonen/ })
  await veikko.waitFor()
  await accessible(page, 'the list of clients')
  await picture(page, 'clients')
  await veikko.click()
  await page.waitForURL(/\/patients\//)
  await page.locator('canvas').nth(3).waitFor()
  await page
    .getByRole('heading', { name: /Veikko Korhonen/ })
    .first()
    .waitFor()
  await accessible(page, 'the client’s page')
  await picture(page, 'client-1280x800')
  expect(mistakes).toEqual([])
  await page.context().close()
}, 240_000)

test('in the control room, at night, in Finnish and Swedish', async () => {
  for (const [language, night] of [
    ['fi', /yö/i],
    ['sv', /natt/i],
  ] as const) {
    const { page, mistakes } = await openPage(browser, 1920, 1080, `${language}-FI`)
    await signIn(page, url(), demo.ready.login)
    await live(page)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await page.getByRole('listitem').first().waitFor()
    await picture(page, `board-1920x1080-${language}`)
    await accessible(page, `the board in ${language}`)
    await page.getByRole('button', { name: night }).click()
    await picture(page, `board-1920x1080-${language}-night`)
    await accessible(page, `the board at night in ${language}`)
    expect(mistakes).toEqual([])
    await page.context().close()
  }
}, 120_000)
