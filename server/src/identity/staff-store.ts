import { KotisiltaError, newUlid, type Role } from '@kotisilta/contract'
import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { EVERY_AREA } from '../policy/rows.ts'

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** NIST SP 800-63B, 5.1.1.2. */
const SHORTEST_PASSWORD = 8

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
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('staff')
        .values({
          id,
          username,
          name,
          role,
          password_hash: await hash(password, ARGON2ID),
          created_at: now,
          disabled_at: null,
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
      const password_hash = await hash(password, ARGON2ID)
      const { numUpdatedRows } = await query
        .updateTable('staff')
        .set({ password_hash, name, role })
        .where('username', '=', username)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) await this.add(staff, now)
    },

    /** Who has this name and password. An unknown name takes as long as a wrong password. */
    async authenticate(username: string, password: string): Promise<string | undefined> {
      const row = await query
        .selectFrom('staff')
        .select(['id', 'password_hash'])
        .where('username', '=', username)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      const matches = await verify(row?.password_hash ?? (await nobodysHash()), password)
      return matches ? row?.id : undefined
    },

    async find(id: string): Promise<{ id: string; username: string; name: string; role: Role } | undefined> {
      const row = await query
        .selectFrom('staff')
        .select(['id', 'username', 'name', 'role'])
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      return row && { ...row, role: row.role as Role }
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

let nobody: Promise<string> | undefined
function nobodysHash(): Promise<string> {
  nobody ??= hash('nobody has this password', ARGON2ID)
  return nobody
}
