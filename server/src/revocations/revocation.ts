import { ROLES } from '@kotisilta/contract'
import { z } from 'zod'

const at = z.int().min(0)
const id = z.string().min(1).max(100)

/**
 * Something that was taken away. It stands in the database and, since a backup of the database does not know of what
 * came after it, once more in a file beside it, from which it is done again after a restore. No name and no secret is
 * in it. `at`: Unix milliseconds.
 */
export const revocationSchema = z.discriminatedUnion('kind', [
  /** A gateway's access: certificates, token and codes. */
  z.object({ at, kind: z.literal('gateway'), id }),
  /** An integrator's token. */
  z.object({ at, kind: z.literal('token'), id }),
  /** How an account stands: what was said of it. */
  z.object({
    at,
    kind: z.literal('account'),
    id,
    role: z.enum(ROLES).optional(),
    disabled: z.boolean().optional(),
    areas: z.array(id).optional(),
  }),
  /** The password that an account had until then. */
  z.object({ at, kind: z.literal('password'), id }),
  /** One second factor; or all of an account's, with its PIN. */
  z.object({ at, kind: z.literal('factor'), id }),
  z.object({ at, kind: z.literal('factors'), id }),
  /** One recovery code that was used; or all that an account had. */
  z.object({ at, kind: z.literal('recovery-code'), id }),
  z.object({ at, kind: z.literal('recovery-codes'), id }),
  z.object({ at, kind: z.literal('consent'), id }),
  z.object({ at, kind: z.literal('care-relationship'), id }),
  /** Who is in a team, and where it works. */
  z.object({ at, kind: z.literal('team'), id, areas: z.array(id), members: z.array(id) }),
  /** A person whose data was erased. */
  z.object({ at, kind: z.literal('erased'), id, ground: z.string().max(200) }),
])
export type Revocation = z.infer<typeof revocationSchema>
