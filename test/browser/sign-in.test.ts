import type { Session } from '@kotisilta/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { freePort } from '../harness/free-port.ts'
import { TestGateway } from '../harness/gateway.ts'
import { TestProvider } from '../harness/provider.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let provider: TestProvider
let browser: Browser
/** By name: passkeys work on loopback only so. */
let url: string
beforeAll(async () => {
  const port = await freePort()
  url = `http://localhost:${port}`
  provider = await TestProvider.start(
    {
      maija: { name: 'Maija Meikäläinen', roles: ['home-care'] },
      olli: { name: 'Olli Outo', roles: ['accounting'] },
    },
    url,
  )
  region = await Region.open(1, { ...provider.environment(), KOTISILTA_HTTP_PORT: String(port) })
  await region.addUser('paula', 'administrator')
  await region.addUser('bo', 'nurse')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await region.close()
  await provider.close()
})

const live = (page: Page) => page.locator('.header [data-status="live"]').waitFor()

/** A phone's or a computer's own passkeys, as Chromium plays them. */
async function virtualAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('an administrator adds somebody, who chooses a password, sets up a passkey and an app, and signs in with them', async () => {
  const admin = await openPage(browser)
  await signIn(admin.page, url, { username: 'paula', password: PASSWORD })
  await admin.page.getByRole('heading', { name: 'Users' }).waitFor()
  await admin.page.getByRole('cell', { name: 'paula' }).first().waitFor()
  await accessible(admin.page, 'the list of users')
  await admin.page.getByRole('button', { name: 'Add a user' }).click()
  const adding = admin.page.getByRole('dialog')
  await adding.getByRole('textbox', { name: 'Name', exact: true }).fill('Helmi Hoitaja')
  await adding.getByRole('textbox', { name: 'User name' }).fill('helmi')
  await adding.getByLabel('Role').selectOption('nurse')
  await accessible(admin.page, 'a new user')
  await adding.getByRole('button', { name: 'Add and get a link' }).click()
  const address = (await admin.page.locator('.staff-address').textContent()) as string
  await accessible(admin.page, 'the link for a new user')
  await picture(admin.page, 'staff-link')
  await admin.page.getByRole('button', { name: 'Done' }).click()
  await picture(admin.page, 'staff')

  const { page, mistakes } = await openPage(browser)
  await virtualAuthenticator(page)
  await page.goto(address)
  await page.getByLabel('New password').fill('kolme sanaa peräkkäin')
  await page.getByLabel('The same once more').fill('kolme sanaa peräkkäin')
  await accessible(page, 'choosing a password')
  await page.getByRole('button', { name: 'Set the password' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  const helmi = { username: 'helmi', password: 'kolme sanaa peräkkäin' }
  await signIn(page, url, helmi)
  await live(page)

  await page.goto(`${url}/account`)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel(/^Name, for example/).fill('Own phone')
  await accessible(page, 'the passkey dialog')
  await page.getByRole('button', { name: 'Add the passkey' }).click()
  await page.getByRole('dialog', { name: 'Your recovery codes' }).waitFor()
  expect(await page.locator('.account-codes li').count()).toBe(8)
  await accessible(page, 'the recovery codes')
  await picture(page, 'account-recovery-codes')
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await page.getByText('Own phone').waitFor()
  await page.getByRole('button', { name: 'Add an authenticator app' }).click()
  await page.getByTestId('totp-secret').waitFor()
  await accessible(page, 'the authenticator app')
  await picture(page, 'account-authenticator')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await accessible(page, 'the account')
  await picture(page, 'account')

  await signOut(page, 'helmi')
  await signIn(page, url, helmi)
  await page.getByRole('heading', { name: 'Second step' }).waitFor()
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await accessible(page, 'the second step')
  await picture(page, 'second-factor')
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await live(page)

  await signOut(page, 'helmi')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await live(page)

  // The administrator resets the factors: the screen is out at once.
  await admin.page.getByRole('button', { name: 'Manage Helmi Hoitaja' }).click()
  await admin.page.getByRole('dialog').getByText('Chrome').waitFor()
  await accessible(admin.page, 'one user')
  await picture(admin.page, 'staff-member')
  const reset = admin.page.getByRole('button', { name: /Reset second factor/ })
  await reset.click()
  await reset.click()
  await page.getByText('Your sign-in has ended').waitFor()
  expect(mistakes).toEqual([])
  expect(admin.mistakes).toEqual([])
  await page.context().close()
  await admin.page.context().close()
})

async function signOut(page: Page, _username: string): Promise<void> {
  await page.getByRole('button', { name: /^Signed in as/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}

async function type(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}

test('a shared tablet is locked, calls without naming anybody, opens where one was, and changes hands', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, url, { username: 'aino', password: PASSWORD })
  await live(page)
  await page.goto(`${url}/account`)
  await page.getByLabel('New PIN').fill('4711')
  await page.getByRole('button', { name: 'Set the PIN' }).click()
  await page.getByText('You have a PIN.').waitFor()
  await page.getByRole('radio', { name: /tablet or phone/ }).check()
  await expect
    .poll(async () => (await page.request.get(`${url}/api/v1/screen`).then((got) => got.json())).kind)
    .toBe('tablet')

  await page.getByRole('link', { name: 'Clients' }).click()
  const client = page.getByRole('main').getByRole('link').first()
  const name = (await client.textContent()) as string
  await client.click()
  await page.waitForURL(/\/patients\//)
  const place = page.url()
  await page.getByRole('button', { name: 'Lock the screen or change user' }).click()
  await page.getByRole('main', { name: 'Locked' }).waitFor()
  await page.getByText('Nobody needs anyone now').waitFor()

  const gateway = await TestGateway.connect(region.mqttUrl, region.fleet[0] as (typeof region.fleet)[0])
  await gateway.sos()
  await page.getByText(/^waiting/).waitFor()
  await page.locator('.lock-counts li[data-priority="high"]').waitFor()
  await accessible(page, 'a locked screen')
  await picture(page, 'locked')
  // biome-ignore lint/performance/useDomNodeTextContent: what is seen counts, not what is there
  for (const said of [await page.locator('body').innerText(), await page.title()]) expect(said).not.toContain(name)
  // Not by keys either.
  await page.keyboard.press('Tab')
  expect(await page.locator('.lock-layer :focus').count()).toBe(1)

  await type(page, '1357')
  await page.getByText('the PIN is wrong').waitFor()
  await type(page, '4711')
  await page.getByRole('main', { name: 'Locked' }).waitFor({ state: 'hidden' })
  expect(page.url()).toBe(place)
  await page.getByText('SOS').first().waitFor()

  // Somebody else, who has not been here yet, signs in in full; then the first one is one PIN away.
  await page.getByRole('button', { name: 'Lock the screen or change user' }).click()
  await page.getByRole('button', { name: 'Somebody else' }).click()
  await page.getByRole('button', { name: 'Sign in somebody who is not in the list' }).click()
  await page.locator('input[autocomplete="username"]').fill('bo')
  await page.locator('input[type="password"]').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await live(page)
  await page.getByRole('button', { name: /^Signed in as bo/ }).waitFor()
  await page.getByRole('button', { name: 'Lock the screen or change user' }).click()
  await page.getByRole('button', { name: 'Somebody else' }).click()
  await accessible(page, 'the quick switch')
  await picture(page, 'quick-switch')
  await page.getByRole('button', { name: /^aino/ }).click()
  await type(page, '4711')
  await page.getByRole('button', { name: /^Signed in as aino/ }).waitFor()
  await expect.poll(() => page.url()).toBe(place)

  // Over a reload it stays locked, and asks for nothing that it may not know.
  await page.getByRole('button', { name: 'Lock the screen or change user' }).click()
  await page.getByRole('main', { name: 'Locked' }).waitFor()
  await page.reload()
  await page.locator('.lock-counts li[data-priority="high"]').waitFor()
  expect(await page.content()).not.toContain(name)
  await type(page, '4711')
  await page.getByRole('main', { name: 'Locked' }).waitFor({ state: 'hidden' })
  await gateway.close()
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('a tablet that nobody touches for three minutes locks itself', async () => {
  const { page, mistakes } = await openPage(browser, 800, 1280, 'fi-FI')
  await page.clock.install()
  await signIn(page, url, { username: 'bo', password: PASSWORD })
  await live(page)
  await page.goto(`${url}/account`)
  // Until the page itself knows what it is, its three minutes have not begun.
  const known = page.waitForResponse(async (answer) => {
    const asked = answer.request()
    if (asked.method() !== 'GET' || !asked.url().endsWith('/api/v1/session') || !answer.ok()) return false
    return ((await answer.json()) as Session).screen.kind === 'tablet'
  })
  await page.getByRole('radio', { name: /Tabletti/ }).check()
  await known
  await page.clock.runFor(2_000)
  await page.clock.fastForward(165_000)
  expect(await page.getByRole('main', { name: 'Lukittu' }).count()).toBe(0)
  await page.clock.fastForward(15_000)
  await page.getByRole('main', { name: 'Lukittu' }).waitFor()
  await page.locator('.lock-counts li[data-priority="high"]').waitFor()
  await accessible(page, 'a locked screen in Finnish')
  await picture(page, 'locked-fi')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('by the organisation’s own sign-in, and with a plain word for whom it gives no role', async () => {
  const { page, mistakes } = await openPage(browser, 1280, 800, 'sv-FI')
  await page.goto(`${url}/patients`)
  const button = page.getByRole('link', { name: /Etelän hyvinvointialue/ })
  await button.waitFor()
  await accessible(page, 'the sign-in screen with a provider')
  await picture(page, 'sign-in-provider')
  await button.click()
  await page.locator('input[name="login"]').fill('olli')
  await page.keyboard.press('Enter')
  await page.getByText('du har ingen roll i Kotisilta').waitFor()
  await accessible(page, 'no role')
  await picture(page, 'sign-in-no-role')
  await page.context().clearCookies()

  await page.goto(`${url}/patients`)
  await button.click()
  await page.locator('input[name="login"]').fill('maija')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${url}/patients`)
  await page.getByRole('button', { name: /Maija Meikäläinen/ }).click()
  await page.getByRole('menuitem', { name: 'Logga ut' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await page.waitForURL(/\/sign-in/)
  await button.waitFor()
  expect(mistakes).toEqual([])
  await page.context().close()
})
