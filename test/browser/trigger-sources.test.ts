import { execFileSync } from 'node:child_process'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accessible, openBrowser, openPage, picture, signIn } from '../harness/browser.ts'
import { PASSWORD, Region } from '../harness/region.ts'

let region: Region
let browser: Browser
beforeAll(async () => {
  region = await Region.open(1)
  await region.addUser('root', 'administrator')
  await region.addUser('bo', 'nurse')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await region.close()
})

/** What the screen gives to whoever runs the other service, done as it stands there. */
const tried = (sample: string): string => execFileSync('/bin/sh', ['-c', sample], { encoding: 'utf8' })

test('an administrator lets another service tell of something: its secret is shown once, its sample works, and it ends', async () => {
  const { page, mistakes } = await openPage(browser)
  await signIn(page, `${region.url}/trigger-sources`, { username: 'root', password: PASSWORD })
  await page.getByText('No service may tell anything yet').waitFor()
  await accessible(page, 'no other service')
  await page.getByLabel('Name').fill('Päivystys')
  await page.getByLabel('Every area').check()
  await page.getByRole('button', { name: 'Make it' }).click()
  const sample = page.getByRole('region', { name: 'To try it from a shell' })
  await sample.waitFor()
  await accessible(page, 'a secret that is shown once')
  await picture(page, 'trigger-source-1280x800')
  const first = (await sample.textContent()) as string
  expect(JSON.parse(tried(first))).not.toHaveProperty('code')

  const cookie = await region.signIn('bo')
  const work = JSON.stringify((await region.request(cookie, 'GET', '/api/v1/worklist')).body)
  expect(work).toContain('Päivystys')

  await page.reload()
  const card = page.getByRole('listitem').filter({ hasText: 'Päivystys' })
  await card.getByText(/last told something/).waitFor()
  expect(await sample.count()).toBe(0)
  await card.getByRole('button', { name: 'New secret for Päivystys' }).click()
  await card.getByRole('button', { name: 'Make a new secret' }).click()
  await sample.waitFor()
  const second = (await sample.textContent()) as string
  expect(tried(first)).toContain('"code"')
  expect(JSON.parse(tried(second.replace('test-1', 'test-2')))).not.toHaveProperty('code')

  await card.getByRole('button', { name: 'End Päivystys' }).click()
  await card.getByRole('button', { name: 'End it' }).click()
  await card.getByText(/ended/).waitFor()
  expect(tried(second.replace('test-1', 'test-3'))).toContain('"code"')
  await picture(page, 'trigger-source-ended-1280x800')
  expect(mistakes).toEqual([])
  await page.context().close()
})
