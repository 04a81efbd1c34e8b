import { expect, test } from 'vitest'
import { WindowTitle } from './window-title.ts'

function titled() {
  let seen = ''
  const title = new WindowTitle((now) => {
    seen = now
  })
  return { title, seen: () => seen }
}

test('a page that gets its name behind a locked screen does not show it', () => {
  const { title, seen } = titled()
  title.page('Clients')
  title.cover('Locked')
  title.page('Aino Virtanen')
  expect(seen()).toBe('Locked')
})

test('once unlocked, the window is called what the page is called by now', () => {
  const { title, seen } = titled()
  title.page('Clients')
  title.cover('Locked')
  title.page('Aino Virtanen')
  title.uncover()
  expect(seen()).toBe('Aino Virtanen')
})
