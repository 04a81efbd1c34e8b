import type { Milliseconds } from '@kotisilta/contract'
import type { Command } from '../commit/commands.ts'
import type { IdentityChange } from '../identity/changes.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import type { Revocation } from './revocation.ts'

/** What a command that was done takes away. */
export function revocationsOf(command: Command, now: Milliseconds): Revocation[] {
  switch (command.type) {
    case 'gateway': {
      const { change } = command
      if (change.kind === 'revoked') return [{ at: change.at, kind: 'gateway', id: change.gateway }]
      return change.kind === 'token-revoked' ? [{ at: change.at, kind: 'token', id: change.id }] : []
    }
    case 'identity':
      return ofIdentity(command.change, now)
    case 'rights': {
      const { change } = command
      if (change.change === 'withdraw-consent') return [{ at: now, kind: 'consent', id: change.id }]
      if (change.change === 'end-relationship') return [{ at: now, kind: 'care-relationship', id: change.id }]
      if (change.change === 'put-reach') {
        const areas = change.areas === 'every' ? [EVERY_AREA] : [...change.areas]
        return [{ at: now, kind: 'account', id: change.staff, areas }]
      }
      if (change.change !== 'put-team' || change.id === null) return []
      return [{ at: now, kind: 'team', id: change.id, areas: [...change.areas], members: [...change.members] }]
    }
    case 'people':
      if (command.does !== 'request-erasure') return []
      return [{ at: now, kind: 'erased', id: command.patient, ground: 'request' }]
    default:
      return []
  }
}

/** Of an account, its password and factors. */
export function ofIdentity(change: IdentityChange, now: Milliseconds): Revocation[] {
  switch (change.type) {
    case 'account-changed': {
      const { id, role, disabledAt, areas, passwordHash } = change
      const revoked: Revocation[] = []
      if (role !== undefined || disabledAt !== undefined || areas !== undefined) {
        revoked.push({
          at: now,
          kind: 'account',
          id,
          ...(role !== undefined && { role }),
          ...(disabledAt !== undefined && { disabled: disabledAt !== null }),
          ...(areas !== undefined && { areas: [...areas] }),
        })
      }
      if (passwordHash !== undefined) revoked.push({ at: now, kind: 'password', id })
      return revoked
    }
    case 'link-made':
      return change.clearsPassword ? [{ at: now, kind: 'password', id: change.staff }] : []
    case 'link-used':
      return [{ at: now, kind: 'password', id: change.staff }]
    case 'factor-removed':
      return [{ at: now, kind: 'factor', id: change.id }]
    case 'factors-reset':
      return [{ at: now, kind: 'factors', id: change.staff }]
    case 'recovery-codes-made':
      return [{ at: now, kind: 'recovery-codes', id: change.staff }]
    case 'recovery-code-used':
      return [{ at: now, kind: 'recovery-code', id: change.id }]
    default:
      return []
  }
}
