import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe, { type AxeResults, type RunOptions } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { findEngine } from './engines.ts'

const ROOT = join(import.meta.dirname, '../..')
/** What the tests have seen, for people to look at. */
const ARTIFACTS = join(ROOT, 'test/artifacts')

/** Without these Chromium tries to reach its maker's servers. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real Chromium; the dashboard has to have been built. */
export async function openBrowser(): Promise<Browser> {
  expect(existsSync(join(ROOT, 'dashboard/dist/index.html')), 'the dashboard is not built: npm run build').toBe(true)
  mkdirSync(ARTIFACTS, { recursive: true })
  const { path } = findEngine('chromium')
  return chromium.launch({ ...(path !== undefined && { executablePath: path }), args: FLAGS })
}

/** A page that fails the test by any mistake of its own, by what the console says of it. */
export async function openPage(
  browser: Browser,
  width = 1280,
  height = 800,
  language = 'en-GB',
): Promise<{ page: Page; mistakes: string[] }> {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const mistakes: string[] = []
  page.on('pageerror', (error) => mistakes.push(error.message))
  page.on('console', (message) => {
    // The browser itself reports answers such as "not signed in" and connections that a test cut; those are no mistakes.
    const itself = /^(Failed to load resource|WebSocket connection to .* failed)/.test(message.text())
    if (message.type() === 'error' && !itself) mistakes.push(message.text())
  })
  return { page, mistakes }
}

export async function picture(page: Page, name: string): Promise<void> {
  // Hiding the caret would take an inline style, which the page's own policy forbids.
  await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), caret: 'initial' })
}

const RULES: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  // Of what passes, which rules they are is enough; where, for each element of a long page, takes longer than all of them.
  resultTypes: ['violations'],
}

/** WCAG 2.2 A and AA by axe, which has to have checked something. */
export async function accessible(page: Page, what: string): Promise<void> {
  expect(page.frames().length, 'axe looks at one frame; a second one would go unseen').toBe(1)
  // Once for each load of the page: handing it over takes longer than looking.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  const result = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(RULES)})`)
  expect(result.passes.length, `axe looked at ${what}`).toBeGreaterThan(10)
  const violations = result.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  expect(violations, `axe on ${what}`).toEqual([])
}

export async function signIn(page: Page, url: string, login: { username: string; password: string }): Promise<void> {
  await page.goto(url)
  await page.locator('input[autocomplete="username"]').fill(login.username)
  await page.locator('input[type="password"]').fill(login.password)
  await page.keyboard.press('Enter')
}

/** Goes to a screen by the main menu, opened further if the way there is not among the first. */
export async function goTo(page: Page, name: string): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Main menu' })
  // How much waits there may stand behind its name.
  const link = menu.getByRole('link', { name: new RegExp(`^${name}`) })
  await menu.getByRole('link').first().waitFor()
  if (!(await link.isVisible())) await menu.getByRole('button', { name: 'More' }).click()
  await link.click()
}
