import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const KOTISILTA = path.join(import.meta.dirname, '../kotisilta')
const folder = mkdtempSync(path.join(tmpdir(), 'kotisilta-capture-'))
afterAll(() => rmSync(folder, { recursive: true }))
const out = path.join(folder, 'capture.json')

/** A machine without Bluetooth. */
const capture = (...args: string[]) =>
  spawnSync(KOTISILTA, ['capture', '--out', out, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${folder}/no-bus` },
  })

test.each([
  [['--address', 'scale'], /^request-invalid: an address/],
  [['--address', '00:11:22:33:44:55', '--seconds', 'soon'], /^request-invalid: seconds/],
  [['--address', '00:11:22:33:44:55', '--profile', 'toaster'], /^profile-unknown: /],
])('%j is refused before anything is listened to', (args, error) => {
  const { status, stderr } = capture(...args)
  expect([status, stderr]).toEqual([1, expect.stringMatching(error)])
})

test('a device that was not heard leaves no file, and the state of the radio is told', () => {
  const { status, stderr } = capture('--address', '00:11:22:33:44:55', '--seconds', '1')
  expect(status).toBe(1)
  expect(stderr).toMatch(/not-heard: 001122334455 within 1 s; the radio was no-bus\n$/)
  expect(existsSync(out)).toBe(false)
})
