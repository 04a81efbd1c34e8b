import { isoTime, newUlid, type Role } from '@kotisilta/contract'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { TestGateway } from '../harness/gateway.ts'
import { TestHome } from '../harness/home.ts'
import { type FleetGateway, PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
let home: TestHome
beforeAll(async () => {
  region = await Region.withNetworkDevices(2, { KOTISILTA_CARE_PHONE: '015 123 456' })
  home = new TestHome(region.fleet[0] as FleetGateway, region.mqttUrl)
  const others: [string, Role][] = [
    ['bo', 'nurse'],
    ['ada', 'administrator'],
    ['helvi', 'client'],
    ['liisa', 'relative'],
  ]
  await Promise.all([home.begin(), ...others.map(([name, role]) => region.addUser(name, role))])
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await home?.close()
  await region.close()
})

async function as(username: string, path: string, width = 1280, height = 800, language = 'en-GB') {
  const opened = await openPage(browser, width, height, language)
  await signIn(opened.page, `${region.url}${path}`, { username, password: PASSWORD })
  await opened.page.locator('.user-button').waitFor()
  return opened
}
const heightOf = async (page: Page, selector: string) => (await page.locator(selector).first().boundingBox())?.height

test('the header is one line for whoever has most ways, on every tablet; the rest is a touch or a key away', async () => {
  for (const [username, first] of [
    ['aino', 'Hälytykset'],
    ['ada', 'Käyttäjät'],
  ] as const) {
    const { page, mistakes } = await as(username, '/account', 1280, 800, 'fi-FI')
    const menu = page.getByRole('navigation', { name: 'Päävalikko' })
    for (const [width, height] of [
      [1280, 800],
      [1024, 768],
      [800, 1280],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expect.poll(() => heightOf(page, 'header.header'), { message: `${username} at ${width}` }).toBeLessThan(64)
      await expect.poll(() => menu.getByRole('link', { name: first }).isVisible()).toBe(true)
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
      expect(wider, `${username} at ${width}`).toBeLessThanOrEqual(0)
    }
    const more = menu.getByRole('button', { name: 'Lisää' })
    await more.focus()
    await page.keyboard.press('ArrowUp')
    expect(await more.getAttribute('aria-expanded'), 'only what points into it opens it').toBe('false')
    await page.keyboard.press('ArrowDown')
    expect(await more.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('End')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ohje')
    await accessible(page, `the open menu of ${username}`)
    await page.keyboard.press('Escape')
    expect(await more.getAttribute('aria-expanded')).toBe('false')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Lisää')
    expect(mistakes).toEqual([])
    await page.context().close()
  }
})

test('a call for help is seen above the queue without moving it, taken with a key, and the home is asked', async () => {
  await home.canBeAsked((asked) =>
    asked.do === 'ask' ? [{ status: 'asked' }, { status: 'answered', answer: 'well' }] : [{ status: 'asked' }],
  )
  const { page, mistakes } = await as('aino', '/')
  await page.getByText('Nothing new').waitFor()
  const neighbour = await TestGateway.connect(region.mqttUrl, region.fleet[1] as FleetGateway)
  await neighbour.sos()
  await neighbour.close()
  const settled = page.locator('.queue-scroll')
  await settled.getByText('SOS pressed').waitFor()
  // Somebody has it, so what comes now belongs above it.
  const bo = await region.signIn('bo')
  const [taken] = (await region.request(bo, 'GET', '/api/v1/alerts')).body as [{ id: string }]
  await region.request(bo, 'POST', `/api/v1/alerts/${taken.id}/acknowledge`, {})
  await settled.getByText('bo has it').waitFor()
  const before = await heightOf(page, '.arrivals')
  await home.tell('event', { kind: 'sos-pressed', at: isoTime(Date.now()) })
  const fresh = page.getByRole('region', { name: 'New alerts' })
  await fresh.getByText('SOS pressed').waitFor()
  await fresh.getByText('1 new').waitFor()
  expect(await heightOf(page, '.arrivals'), 'what stands under it has not moved').toBe(before)
  expect(before, 'and it leaves the queue its room').toBeLessThanOrEqual(120)
  await picture(page, 'board-newcomer-1280x800')
  await accessible(page, 'a newcomer')

  await page.keyboard.press('k')
  await page.getByRole('heading', { level: 2, name: 'SOS pressed · Asiakas 0' }).waitFor()
  const detail = page.locator('.detail')
  await page.keyboard.press('t')
  await detail.getByText('You have it').waitFor()
  await detail.getByRole('button', { name: 'Ask: are you well?' }).click()
  await detail.getByText('how the client is').waitFor()
  await detail.getByText(/^The client answered .*: all is well\.$/).waitFor({ timeout: 20_000 })
  await accessible(page, 'an alert with an answer')
  await picture(page, 'alert-asked-1280x800')
  expect(mistakes).toEqual([])
  await page.context().close()
})

test('what is to be measured again is asked of the home, handed over, and received with who had it before', async () => {
  const bo = await region.signIn('bo')
  const readings = [{ kind: 'blood-glucose', value: 3.4, unit: 'mmol/L' }]
  const id = newUlid(Date.now())
  expect((await region.request(bo, 'POST', '/api/v1/patients/p0/readings', { id, readings })).status).toBe(200)
  const { page, mistakes } = await as('bo', '/tray')
  const card = page.getByRole('listitem').filter({ hasText: 'Measure again' })
  await card.getByRole('button', { name: 'I see to it' }).click()
  await card.getByText('You have this').waitFor()
  await card.getByText(/The client was asked/).waitFor({ timeout: 20_000 })
  await page.goto(`${region.url}/handover`)
  await page.getByRole('checkbox', { name: /^Asiakas 0: Measure again/ }).waitFor()
  await accessible(page, 'a handover of a task')
  await page.getByRole('button', { name: 'Hand over 2 matters' }).click()
  await page.getByText(/^Not received yet/).waitFor()

  const other = await as('aino', '/handover')
  await other.page.getByRole('button', { name: 'I have it all (2)' }).click()
  await other.page.getByText(/aino received/).waitFor()
  await other.page.goto(`${region.url}/tray`)
  await other.page.getByRole('listitem').filter({ hasText: 'Measure again' }).getByText('You have this').waitFor()
  await picture(other.page, 'tray-received-1280x800')
  expect([...mistakes, ...other.mistakes]).toEqual([])
  await page.context().close()
  await other.page.context().close()
})

test('a client reads the plan in plain words, lets a relative in, and lets her out again at once', async () => {
  const bo = await region.signIn('bo')
  const self = { username: 'helvi', holder: 'self', scopes: [], given: 'the client, on paper' }
  expect((await region.request(bo, 'POST', '/api/v1/patients/p0/consents', self)).status).toBe(200)
  const { page, mistakes } = await as('helvi', '/me', 390, 844)
  const plan = page.getByRole('region', { name: 'The care plan in plain words' })
  await plan.getByRole('heading', { level: 3 }).first().waitFor()
  expect(await plan.getByRole('paragraph').first().textContent()).toMatch(/^[A-Z].*\.$/)
  await picture(page, 'me-plan-390x844')

  const consents = page.getByRole('region', { name: 'Who sees my data' })
  await consents.getByText('You have not let in anybody.').waitFor()
  await consents.getByRole('button', { name: 'Let somebody in' }).click()
  await consents.getByRole('textbox', { name: 'User name of whom it is for' }).fill('nobody')
  await consents.getByRole('checkbox', { name: 'care plan' }).check()
  await accessible(page, 'the form that lets somebody in')
  await picture(page, 'me-let-in-390x844')
  await consents.getByRole('button', { name: 'Save the consent' }).click()
  await consents.getByText('No relative signs in here as nobody.').waitFor()
  await consents.getByRole('textbox', { name: 'User name of whom it is for' }).fill('liisa')
  await consents.getByRole('button', { name: 'Save the consent' }).click()
  const withdraw = consents.getByRole('button', { name: 'Withdraw the consent to liisa' })
  await withdraw.waitFor()

  const relative = await as('liisa', '/me', 390, 844)
  await relative.page.getByText('Asiakas 0').waitFor()
  await relative.page.getByRole('region', { name: 'The care plan in plain words' }).waitFor()
  await withdraw.click()
  await consents.getByText('You have not let in anybody.').waitFor()
  await relative.page.reload()
  await relative.page.getByText('Nothing to see yet').waitFor()
  expect(await relative.page.getByText('Asiakas 0').count()).toBe(0)
  expect([...mistakes, ...relative.mistakes]).toEqual([])
  await relative.page.context().close()
  await page.context().close()
})
