import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { identityVault } from './identity-vault.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-vault-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const identity = { code: '131052-308T', masked: '131052-****' }

test('a sealed code is opened by the same key after a restart, and is recognised without being opened', () => {
  const { sealed, fingerprint } = identityVault(folder).seal(identity)
  const again = identityVault(folder)
  expect(again.open(sealed)).toBe(identity.code)
  expect(again.fingerprint(identity.code)).toEqual(fingerprint)
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('308T')
  expect(again.seal(identity).sealed).not.toEqual(sealed)
})

test('another key opens nothing, and what was changed is not opened', () => {
  const { sealed } = identityVault(folder).seal(identity)
  const changed = Buffer.from(sealed)
  changed[30] = (changed[30] as number) ^ 1
  expect(() => identityVault(folder).open(changed)).toThrow(/another identity-code.key/)
  rmSync(join(folder, 'identity-code.key'))
  expect(() => identityVault(folder).open(sealed)).toThrow(expect.objectContaining({ code: 'identity-key-wrong' }))
})

test('only its owner can read the key', () => {
  identityVault(folder)
  expect(statSync(join(folder, 'identity-code.key')).mode & 0o077).toBe(0)
  expect(readFileSync(join(folder, 'identity-code.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
})
