import { randomBytes } from 'node:crypto'
import { generate } from 'otplib'
import { expect, test } from 'vitest'
import { sealWith } from './seal.ts'
import { checkTotp, newTotp, sealTotp, totpStep } from './totp.ts'

const NOW = Date.parse('2026-11-26T02:14:10.000Z')
const codeAt = (secret: string, at: number) => generate({ secret, epoch: Math.floor(at / 1000) })

test('RFC 6238 appendix B, SHA-1, the last six digits', async () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect(await totpStep(secret, '287082', 59_000)).toBe(1)
  expect(await totpStep(secret, '081804', 1_111_111_109_000)).toBe(37037036)
  expect(await totpStep(secret, '081805', 1_111_111_109_000)).toBeUndefined()
})

test('the code of the step before still counts, an older one does not', async () => {
  const { secret } = newTotp('aino')
  expect(await totpStep(secret, await codeAt(secret, NOW - 30_000), NOW)).toBeDefined()
  expect(await totpStep(secret, await codeAt(secret, NOW - 90_000), NOW)).toBeUndefined()
})

test('a code counts once', async () => {
  const seal = sealWith(randomBytes(32))
  const { secret, uri } = newTotp('aino')
  expect(uri).toContain(secret)
  const factor = { id: 'f1', body: sealTotp(seal, 'f1', secret, -1) }
  expect(factor.body).not.toContain(secret)
  const code = await codeAt(secret, NOW)
  const after = await checkTotp(seal, factor, code, NOW)
  expect(after).toBeDefined()
  expect(await checkTotp(seal, { ...factor, body: after as string }, code, NOW + 1_000)).toBeUndefined()
  expect(await checkTotp(seal, factor, 'abcdef', NOW)).toBeUndefined()
})
