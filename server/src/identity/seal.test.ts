import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { identityKeyFile, sealIn } from './seal.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'kotisilta-seal-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

test('what is sealed opens with the key in the data folder, also after a restart, and shows nothing of itself', () => {
  const dataDir = folder()
  const sealed = sealIn(dataDir).seal('JBSWY3DPEHPK3PXP', 'totp 1')
  expect(sealed).not.toContain('JBSWY')
  expect(sealIn(dataDir).open(sealed, 'totp 1')).toBe('JBSWY3DPEHPK3PXP')
  expect(statSync(identityKeyFile(dataDir)).mode & 0o777).toBe(0o600)
})

test('with another key, for another purpose, or changed by one bit it does not open', () => {
  const seal = sealIn(folder())
  const sealed = seal.seal('secret', 'totp 1')
  expect(() => sealIn(folder()).open(sealed, 'totp 1')).toThrow()
  expect(() => seal.open(sealed, 'totp 2')).toThrow()
  const bytes = Buffer.from(sealed, 'base64url')
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1)
  expect(() => seal.open(bytes.toString('base64url'), 'totp 1')).toThrow()
})

test('a key file that is no key stops the start', () => {
  const dataDir = folder()
  writeFileSync(identityKeyFile(dataDir), 'short')
  expect(() => sealIn(dataDir)).toThrow(/Restore it/)
})
