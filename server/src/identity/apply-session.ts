import type { Kysely } from 'kysely'
import type { CommandResult } from '../commit/commands.ts'
import type { Database } from '../database/schema.ts'
import type { IdentityChange } from './changes.ts'

export type SessionChange = Extract<
  IdentityChange,
  { type: `session-${string}` | 'sessions-closed' | 'pin-tried' | 'screen-set' }
>

const DONE: CommandResult = { done: true }

/** Writes what changes about sessions and the screens they are on. */
export async function applySession(query: Kysely<Database>, change: SessionChange): Promise<CommandResult> {
  const set = (id: string, values: Partial<Database['session']>) =>
    query.updateTable('session').set(values).where('id', '=', id).execute()

  switch (change.type) {
    case 'session-opened': {
      const { session, parks, closes } = change
      await query.deleteFrom('session').where('expires_at', '<', session.now).execute()
      if (closes !== undefined) await query.deleteFrom('session').where('id', '=', closes).execute()
      if (parks !== undefined) await set(parks, { locked_at: session.now })
      // One session for a person at a screen: signing in again takes the place of the one before.
      const screen = Buffer.from(session.screen)
      await query.deleteFrom('session').where('screen', '=', screen).where('staff', '=', session.staff).execute()
      await query
        .insertInto('session')
        .values({
          id: session.id,
          token_hash: Buffer.from(session.tokenHash),
          staff: session.staff,
          screen,
          method: session.method,
          created_at: session.now,
          verified_at: session.now,
          last_used_at: session.now,
          expires_at: session.expiresAt,
          locked_at: null,
          wrong_pins: 0,
          needs_factor: session.needsFactor ? 1 : 0,
          address: session.address,
          agent: session.agent,
          provider_session: session.providerSession ?? null,
          provider_token: session.providerToken ?? null,
        })
        .execute()
      await query
        .insertInto('screen_staff')
        .values({ screen, staff: session.staff, last_at: session.now })
        .onConflict((conflict) => conflict.columns(['screen', 'staff']).doUpdateSet({ last_at: session.now }))
        .execute()
      await query.updateTable('staff').set({ last_signed_in_at: session.now }).where('id', '=', session.staff).execute()
      return DONE
    }
    case 'sessions-closed':
      if (change.ids.length > 0) await query.deleteFrom('session').where('id', 'in', change.ids).execute()
      return DONE
    case 'session-used':
      await set(change.id, { last_used_at: change.at })
      return DONE
    case 'session-locked':
      await query
        .updateTable('session')
        .set({ locked_at: change.at })
        .where('id', '=', change.id)
        .where('locked_at', 'is', null)
        .execute()
      return DONE
    case 'session-unlocked': {
      if (change.parks !== undefined) await set(change.parks, { locked_at: change.at })
      await set(change.id, {
        token_hash: Buffer.from(change.tokenHash),
        locked_at: null,
        wrong_pins: 0,
        last_used_at: change.at,
        ...(change.verified && { verified_at: change.at }),
      })
      return DONE
    }
    case 'session-verified':
      await set(change.id, { verified_at: change.at })
      return DONE
    case 'pin-tried': {
      const { numUpdatedRows } = await query
        .updateTable('session')
        .set((column) => ({ wrong_pins: column('wrong_pins', '+', 1) }))
        .where('id', '=', change.id)
        .where('wrong_pins', '<', change.most)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n ? DONE : { done: false, code: 'pin-blocked' }
    }
    case 'screen-set': {
      const values = { kind: change.kind, set_by: change.by, set_at: change.at }
      await query
        .insertInto('screen')
        .values({ token_hash: Buffer.from(change.screen), ...values })
        .onConflict((conflict) => conflict.column('token_hash').doUpdateSet(values))
        .execute()
      return DONE
    }
  }
}
