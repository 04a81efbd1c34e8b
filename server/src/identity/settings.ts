import { type Role, roleSchema } from '@kotisilta/contract'
import { z } from 'zod'

/** How people sign in here, as the operator has set it. */
export interface IdentitySettings {
  sessionHours: number
  idleMinutes: number
  /** After how long without a touch a screen locks itself. */
  lockMinutes: { tablet: number; desk: number }
  /** For everybody; undefined: as an administrator says, role by role. */
  secondFactor: 'optional' | 'required' | undefined
  /** The dashboard's address as browsers see it; undefined: as each request says. */
  publicUrl: URL | undefined
  /** Browsers come by TLS, to this server or to a proxy before it. */
  secure: boolean
  oidc: OidcSettings | undefined
}

export interface OidcSettings {
  issuer: URL
  clientId: string
  clientSecret: string
  /** As the button says it. */
  name: string
  scope: string
  roleClaim: string
  /** `*`: everybody works in every area. */
  areaClaim: string
  /** What the provider calls a role, in order of preference, and which of ours that is. */
  roles: readonly (readonly [claimed: string, role: Role])[]
}

const minutes = (most: number, otherwise: number) => z.coerce.number('a number').positive().max(most).default(otherwise)
const url = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text))

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** A provider without TLS could be anybody; on this very machine it is a test. */
const issuer = url.refine(
  ({ protocol, hostname }) => protocol === 'https:' || LOOPBACK.has(hostname),
  'https, except on loopback',
)

/** `their-name=our-role`, comma-separated. */
const roleMap = z.string().transform((text, context) =>
  text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=')
    const role = roleSchema.safeParse(pair.slice(at + 1).trim())
    if (at < 1 || !role.success) {
      context.addIssue(`"${pair.trim()}" is not theirs=ours, with ours one of ${roleSchema.options.join(' ')}`)
      return ['', 'auditor'] as const
    }
    return [pair.slice(0, at).trim(), role.data] as const
  }),
)

/** The part of the server's environment that is about signing in. */
export const identityEnvironment = {
  /** The shift: after it everybody signs in anew. */
  KOTISILTA_SESSION_HOURS: z.coerce
    .number('a number')
    .positive()
    .max(24 * 30)
    .default(12),
  /** NIST SP 800-63B-4, 2.2.3: an hour without use ends a session at the second level of assurance. */
  KOTISILTA_IDLE_MINUTES: minutes(24 * 60, 60),
  KOTISILTA_TABLET_LOCK_MINUTES: minutes(60, 3),
  KOTISILTA_DESK_LOCK_MINUTES: minutes(240, 15),
  KOTISILTA_SECOND_FACTOR: z.enum(['optional', 'required']).optional(),
  KOTISILTA_PUBLIC_URL: url.optional(),
  KOTISILTA_OIDC_ISSUER: issuer.optional(),
  KOTISILTA_OIDC_CLIENT_ID: z.string().optional(),
  KOTISILTA_OIDC_CLIENT_SECRET: z.string().optional(),
  KOTISILTA_OIDC_NAME: z.string().max(60).optional(),
  KOTISILTA_OIDC_SCOPE: z.string().default('openid profile'),
  KOTISILTA_OIDC_ROLE_CLAIM: z.string().default('roles'),
  KOTISILTA_OIDC_AREA_CLAIM: z.string().optional(),
  KOTISILTA_OIDC_ROLES: roleMap.optional(),
}

type Environment = z.infer<z.ZodObject<typeof identityEnvironment>>

export const identitySettings = (from: Environment, ownTls: boolean): IdentitySettings => ({
  sessionHours: from.KOTISILTA_SESSION_HOURS,
  idleMinutes: from.KOTISILTA_IDLE_MINUTES,
  lockMinutes: { tablet: from.KOTISILTA_TABLET_LOCK_MINUTES, desk: from.KOTISILTA_DESK_LOCK_MINUTES },
  secondFactor: from.KOTISILTA_SECOND_FACTOR,
  publicUrl: from.KOTISILTA_PUBLIC_URL,
  secure: ownTls || from.KOTISILTA_PUBLIC_URL?.protocol === 'https:',
  oidc: oidcSettings(from),
})

/** What is missing where there is an issuer: told with the other faults. */
export function missingForOidc(from: Environment): string[] {
  if (from.KOTISILTA_OIDC_ISSUER === undefined) return []
  return (
    [
      'KOTISILTA_OIDC_CLIENT_ID',
      'KOTISILTA_OIDC_CLIENT_SECRET',
      'KOTISILTA_OIDC_ROLES',
      'KOTISILTA_OIDC_AREA_CLAIM',
      'KOTISILTA_PUBLIC_URL',
    ] as const
  ).filter((name) => from[name] === undefined)
}

function oidcSettings(from: Environment): OidcSettings | undefined {
  const { KOTISILTA_OIDC_ISSUER: issuer } = from
  if (issuer === undefined) return undefined
  return {
    issuer,
    clientId: from.KOTISILTA_OIDC_CLIENT_ID ?? '',
    clientSecret: from.KOTISILTA_OIDC_CLIENT_SECRET ?? '',
    name: from.KOTISILTA_OIDC_NAME ?? issuer.hostname,
    scope: from.KOTISILTA_OIDC_SCOPE,
    roleClaim: from.KOTISILTA_OIDC_ROLE_CLAIM,
    areaClaim: from.KOTISILTA_OIDC_AREA_CLAIM ?? '',
    roles: from.KOTISILTA_OIDC_ROLES ?? [],
  }
}
