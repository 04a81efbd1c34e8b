import { KotisiltaError, newUlid, type Role } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import { hashSecret, SHORTEST_PASSWORD } from './passwords.ts'
import type { StaffTable } from './tables.ts'

export interface NewStaff {
  username: string
  name: string
  role: Role
  password: string
  /** Ids of the areas that the person works in; left out, every area. */
  areas?: readonly string[] | undefined
}

export function staffStore(query: Kysely<Database>) {
  return {
    /** @throws KotisiltaError `username-taken`, `password-too-short`, `area-unknown` */
    async add({ username, name, role, password, areas }: NewStaff, now: number): Promise<{ id: string }> {
      if (password.length < SHORTEST_PASSWORD) {
        throw new KotisiltaError('password-too-short', `A password has at least ${SHORTEST_PASSWORD} characters.`)
      }
      await refuseUnknownAreas(query, areas ?? [])
      const id = newUlid(now)
      const password_hash = await hashSecret(password)
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('staff')
        .values({
          id,
          username,
          name,
          role,
          password_hash,
          created_at: now,
          disabled_at: null,
          issuer: null,
          subject: null,
          pin_hash: null,
          last_signed_in_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows !== 1n) {
        throw new KotisiltaError('username-taken', `There is a user ${username} already.`)
      }
      const reach = areas ?? [EVERY_AREA]
      if (reach.length > 0) {
        const rows = reach.map((area) => ({ staff: id, area }))
        await query.insertInto('staff_area').values(rows).execute()
      }
      return { id }
    },

    /** Adds an account, or gives the one of that name this password, name and role. */
    async addOrChange(staff: NewStaff, now: number): Promise<void> {
      const { username, name, role, password } = staff
      const password_hash = await hashSecret(password)
      const { numUpdatedRows } = await query
        .updateTable('staff')
        .set({ password_hash, name, role })
        .where('username', '=', username)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) await this.add(staff, now)
    },

    /** Of an account that is not disabled. */
    async find(id: string): Promise<{ id: string; username: string; name: string; role: Role } | undefined> {
      const row = await query
        .selectFrom('staff')
        .select(['id', 'username', 'name', 'role'])
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      return row && { ...row, role: row.role as Role }
    },

    /** The whole row, disabled or not. */
    row: (id: string): Promise<StaffTable | undefined> =>
      query.selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirst(),

    byName: (username: string): Promise<StaffTable | undefined> =>
      query.selectFrom('staff').selectAll().where('username', '=', username).executeTakeFirst(),

    bySubject: (issuer: string, subject: string): Promise<StaffTable | undefined> =>
      query
        .selectFrom('staff')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst(),

    all: (): Promise<StaffTable[]> => query.selectFrom('staff').selectAll().orderBy('name').execute(),

    /** Whether this person has signed in at this screen before. */
    async knownAt(screen: Uint8Array, staff: string): Promise<boolean> {
      const row = await query
        .selectFrom('screen_staff')
        .select('staff')
        .where('screen', '=', Buffer.from(screen))
        .where('staff', '=', staff)
        .executeTakeFirst()
      return row !== undefined
    },

    async screenKind(screen: Uint8Array): Promise<string | undefined> {
      const row = await query
        .selectFrom('screen')
        .select('kind')
        .where('token_hash', '=', Buffer.from(screen))
        .executeTakeFirst()
      return row?.kind
    },

    /** Whose one-time link this is. */
    async link(tokenHash: Uint8Array, now: number): Promise<StaffTable | undefined> {
      return query
        .selectFrom('staff_link')
        .innerJoin('staff', 'staff.id', 'staff_link.staff')
        .selectAll('staff')
        .where('staff_link.token_hash', '=', Buffer.from(tokenHash))
        .where('staff_link.expires_at', '>', now)
        .where('staff.disabled_at', 'is', null)
        .executeTakeFirst()
    },
  }
}

export type StaffStore = ReturnType<typeof staffStore>

async function refuseUnknownAreas(query: Kysely<Database>, areas: readonly string[]): Promise<void> {
  const known = new Set((await query.selectFrom('area').select('id').execute()).map(({ id }) => id))
  for (const area of areas) {
    if (!known.has(area)) throw new KotisiltaError('area-unknown', `There is no area ${area}.`)
  }
}
