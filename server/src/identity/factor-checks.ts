import type { SecondFactor } from '@kotisilta/contract'
import type { Committer } from '../commit/committer.ts'
import type { Factor, FactorStore } from './factor-store.ts'
import { checkAuthentication, type Site } from './passkeys.ts'
import { matchingRecoveryCode } from './recovery-codes.ts'
import type { Seal } from './seal.ts'
import type { SignInMethod } from './session-store.ts'
import { checkTotp } from './totp.ts'

/** Checks factors, and writes down that they were used, so that nothing counts twice. */
export interface FactorChecks {
  /** How somebody is signed in with this second factor; undefined if it is wrong. */
  secondFactor(
    staff: string,
    factor: SecondFactor,
    challenge: string | undefined,
    site: Site,
    now: number,
  ): Promise<SignInMethod | undefined>
  /** Whose passkey has answered this challenge; undefined if nobody's has. */
  passkeyOwner(response: { id: string }, challenge: string, site: Site, now: number): Promise<string | undefined>
}

export function factorChecks(committer: Committer, factors: FactorStore, seal: Seal): FactorChecks {
  const used = (factor: Factor, body: string, at: number) =>
    committer.run({ type: 'identity', change: { type: 'factor-used', id: factor.id, body, at } })

  /** The codes that are being checked now: the same one sent twice at once counts once. */
  const checking = new Set<string>()

  async function totp(staff: string, code: string, now: number): Promise<boolean> {
    const key = `${staff} ${code}`
    if (checking.has(key)) return false
    checking.add(key)
    try {
      for (const factor of await factors.of(staff)) {
        const body = factor.kind === 'totp' ? await checkTotp(seal, factor, code.replaceAll(' ', ''), now) : undefined
        if (body === undefined) continue
        await used(factor, body, now)
        return true
      }
      return false
    } finally {
      checking.delete(key)
    }
  }

  async function passkeyOwner(response: { id: string }, challenge: string, site: Site, now: number) {
    const factor = await factors.byCredential(response.id)
    const body = factor && (await checkAuthentication(site, challenge, factor, response))
    if (factor === undefined || body === undefined) return undefined
    await used(factor, body, now)
    return factor.staff
  }

  return {
    passkeyOwner,
    async secondFactor(staff, factor, challenge, site, now) {
      if ('totp' in factor) return (await totp(staff, factor.totp, now)) ? 'password-and-totp' : undefined
      if ('passkey' in factor) {
        if (challenge === undefined) return undefined
        const owner = await passkeyOwner(factor.passkey, challenge, site, now)
        return owner === staff ? 'password-and-passkey' : undefined
      }
      const id = await matchingRecoveryCode(await factors.recoveryCodes(staff), factor.recoveryCode)
      if (id === undefined) return undefined
      const log = { staff, action: 'recovery-code-used' }
      const result = await committer.run({ type: 'identity', change: { type: 'recovery-code-used', id, log } })
      return result.done ? 'password-and-recovery' : undefined
    },
  }
}
