import type { Kysely } from 'kysely'
import type { CommandResult } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'
import type { IdentityChange } from './changes.ts'

export type AccountChange = Extract<
  IdentityChange,
  {
    type:
      | `account-${string}`
      | `link-${string}`
      | `factor-${string}`
      | `recovery-code${string}`
      | 'factors-reset'
      | 'pin-set'
  }
>

const DONE: CommandResult = { done: true }

/** Writes what changes about accounts and what their owners prove themselves with. */
export async function applyAccount(query: Kysely<Database>, change: AccountChange): Promise<CommandResult> {
  const set = (id: string, values: Partial<Database['staff']>) =>
    query.updateTable('staff').set(values).where('id', '=', id).execute()

  switch (change.type) {
    case 'account-added': {
      const { passwordHash, areas, ...account } = change.account
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('staff')
        .values({
          ...account,
          password_hash: passwordHash,
          created_at: change.at,
          disabled_at: null,
          pin_hash: null,
          last_signed_in_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows !== 1n) return { done: false, code: 'username-taken' }
      await replaceAreas(query, account.id, areas)
      return DONE
    }
    case 'account-changed': {
      const { id, name, role, areas, disabledAt, passwordHash } = change
      if (areas !== undefined) await replaceAreas(query, id, areas)
      await set(id, {
        ...(name !== undefined && { name }),
        ...(role !== undefined && { role }),
        ...(disabledAt !== undefined && { disabled_at: disabledAt }),
        ...(passwordHash !== undefined && { password_hash: passwordHash }),
      })
      if (disabledAt != null) await query.deleteFrom('session').where('staff', '=', id).execute()
      return DONE
    }
    case 'pin-set':
      await set(change.staff, { pin_hash: change.hash })
      return DONE
    case 'link-made':
      await query
        .deleteFrom('staff_link')
        .where((where) => where.or([where('staff', '=', change.staff), where('expires_at', '<', change.at)]))
        .execute()
      await query
        .insertInto('staff_link')
        .values({ token_hash: Buffer.from(change.tokenHash), staff: change.staff, expires_at: change.expiresAt })
        .execute()
      if (change.clearsPassword) {
        await set(change.staff, { password_hash: '' })
        await query.deleteFrom('session').where('staff', '=', change.staff).execute()
      }
      return DONE
    case 'link-used': {
      const { numDeletedRows } = await query
        .deleteFrom('staff_link')
        .where('token_hash', '=', Buffer.from(change.tokenHash))
        .executeTakeFirstOrThrow()
      if (numDeletedRows !== 1n) return { done: false, code: 'link-invalid' }
      await set(change.staff, { password_hash: change.passwordHash })
      return DONE
    }
    case 'factor-added': {
      await query
        .insertInto('staff_factor')
        .values({ ...change.factor, created_at: change.at, last_used_at: null })
        .execute()
      await query.updateTable('session').set({ needs_factor: 0 }).where('id', '=', change.session).execute()
      if (change.recoveryCodes !== undefined) await replaceCodes(query, change.factor.staff, change.recoveryCodes)
      return DONE
    }
    case 'factor-used':
      await query
        .updateTable('staff_factor')
        .set({ body: change.body, last_used_at: change.at })
        .where('id', '=', change.id)
        .execute()
      return DONE
    case 'factor-removed':
      await query.deleteFrom('staff_factor').where('id', '=', change.id).where('staff', '=', change.staff).execute()
      return DONE
    case 'factors-reset':
      await query.deleteFrom('staff_factor').where('staff', '=', change.staff).execute()
      await query.deleteFrom('recovery_code').where('staff', '=', change.staff).execute()
      await query.deleteFrom('session').where('staff', '=', change.staff).execute()
      await set(change.staff, { pin_hash: null })
      return DONE
    case 'factor-rules-set':
      await query.deleteFrom('second_factor_role').execute()
      for (const role of new Set(change.roles)) await query.insertInto('second_factor_role').values({ role }).execute()
      return DONE
    case 'recovery-codes-made':
      await replaceCodes(query, change.staff, change.codes)
      return DONE
    case 'recovery-code-used': {
      const { numDeletedRows } = await query
        .deleteFrom('recovery_code')
        .where('id', '=', change.id)
        .executeTakeFirstOrThrow()
      return numDeletedRows === 1n ? DONE : { done: false, code: 'second-factor-wrong' }
    }
  }
}

async function replaceCodes(
  query: Kysely<Database>,
  staff: string,
  codes: { id: string; hash: string }[],
): Promise<void> {
  await query.deleteFrom('recovery_code').where('staff', '=', staff).execute()
  const rows = codes.map(({ id, hash }) => ({ id, staff, code_hash: hash }))
  if (rows.length > 0) await query.insertInto('recovery_code').values(rows).execute()
}

async function replaceAreas(query: Kysely<Database>, staff: string, areas: readonly string[]): Promise<void> {
  const before = await query.selectFrom('staff_area').select('area').where('staff', '=', staff).execute()
  if (before.length === areas.length && before.every(({ area }) => areas.includes(area))) return
  await query.deleteFrom('staff_area').where('staff', '=', staff).execute()
  const rows = areas.map((area) => ({ staff, area }))
  if (rows.length > 0) await query.insertInto('staff_area').values(rows).execute()
}
