import { z } from 'zod'
import { gatewayIdSchema, isoTimeSchema } from './identifiers.ts'
import { stateMessageSchema } from './message.ts'

/** Crockford base 32 without the letters that are mistaken for digits; 50 bits. */
const CODE_LETTERS = /^[0-9A-HJKMNP-TV-Z]{10}$/

/** An enrolment code as a person types it: any case, any separators, O for 0, I and L for 1. */
export const enrolmentCodeSchema = z
  .string()
  .max(40)
  .transform((text) => text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1'))
  .pipe(z.string().regex(CODE_LETTERS, 'not an enrolment code'))

const pemSchema = z.string().max(20_000)

/** `POST /api/v1/gateways/enrolment`: a gateway shows its code and asks for a certificate. */
export const enrolmentRequestSchema = z.object({ code: enrolmentCodeSchema, csr: pemSchema })
export const enrolmentAnswerSchema = z.object({
  gateway: gatewayIdSchema,
  partition: z.string().regex(/^([0-5]\d|6[0-3])$/),
  certificate: pemSchema,
  /** What the gateway is to trust from now on, and nothing else. */
  authority: pemSchema,
  /** `host:port` of the TLS entrance; only the port where the host is the one that was asked. */
  mqtts: z.string().max(300),
})
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>

/**
 * `POST /api/v1/gateways/renewal`: the gateway proves that it holds the key of the certificate that it has:
 * `signature` (ECDSA with SHA-256, DER, base64) is over `renewalText`.
 */
export const renewalRequestSchema = z.object({
  certificate: pemSchema,
  csr: pemSchema,
  at: isoTimeSchema,
  signature: z.string().max(500),
})
export type RenewalRequest = z.infer<typeof renewalRequestSchema>
export const renewalAnswerSchema = z.object({ certificate: pemSchema, authority: pemSchema })
export type RenewalAnswer = z.infer<typeof renewalAnswerSchema>

/** What the signature of a renewal is over. */
export const renewalText = ({ at, csr }: { at: string; csr: string }): string => `kotisilta renewal\n${at}\n${csr}`

/** `POST /api/v1/gateways/:id/codes`: what the technician carries to the gateway. The code is shown this once. */
export const offeredCodeSchema = z.object({
  gateway: gatewayIdSchema,
  code: z.string(),
  expiresAt: isoTimeSchema,
  /** By which the gateway knows this server's authority; null if the server has no TLS entrance for gateways. */
  authority: z.string().nullable(),
})
export type OfferedCode = z.infer<typeof offeredCodeSchema>

/** The answer to `POST /api/v1/gateways`. */
export const gatewayAddedSchema = z.object({ id: gatewayIdSchema })

/** A home for a new gateway to stand in: where it is, and nothing of who lives there. */
export const homeChoiceSchema = z.object({ id: z.string(), place: z.string().nullable() })
export type HomeChoice = z.infer<typeof homeChoiceSchema>

/** What a technician should know of a gateway. Closed: each has its words. */
export const GATEWAY_FINDING_CODES = [
  'first-packet-not-connect',
  'packet-too-large',
  'length-malformed',
  'tls-handshake-failed',
  'certificate-missing',
  'certificate-untrusted',
  'client-id-empty',
  'client-id-wrong',
  'will-not-own',
  'credentials-wrong',
  'certificate-expired',
  'certificate-revoked',
  'gateway-unknown',
  'access-ended',
  'session-taken-over',
  'identity-shared',
  /** Test alarms from its home did not reach a screen. */
  'alive-test-missing',
  'topic-not-own',
  'subscription-not-own',
  'protocol-error',
  'messages-missing',
  /** It gave up what is least important for want of room. */
  'items-dropped',
  /** Its disk has lost or changed what waited there. */
  'items-damaged',
  'disk-full',
  'disk-failing',
  'certificate-ending',
  'certificate-ended',
] as const
const gatewayFindingCodeSchema = z.enum(GATEWAY_FINDING_CODES)
export type GatewayFindingCode = z.infer<typeof gatewayFindingCodeSchema>

/** Something a technician should know of a gateway, counted. */
export const gatewayFindingSchema = z.object({
  code: gatewayFindingCodeSchema,
  count: z.int(),
  firstAt: isoTimeSchema,
  lastAt: isoTimeSchema,
  detail: z.string(),
})

/** One row of `GET /api/v1/gateways`: the device, and no people. */
export const gatewaySummarySchema = z.object({
  id: gatewayIdSchema,
  home: z.string(),
  place: z.string().nullable(),
  partition: z.string(),
  online: z.boolean(),
  /** Since when it is online, or is not; null if it has never been heard. */
  since: isoTimeSchema.nullable(),
  lastHeard: isoTimeSchema.nullable(),
  /** Its last own word on how it is. */
  state: stateMessageSchema.omit({ online: true }).nullable(),
  /** The end of its newest certificate; null if it has none and comes with a token. */
  certificateEnds: isoTimeSchema.nullable(),
  /** When its access was last taken away; null if never, or if it has been enrolled again since. */
  revokedAt: isoTimeSchema.nullable(),
  /** Messages that never came though later ones did, and messages that came more than once. */
  lanes: z.array(z.object({ lane: z.string(), missing: z.int(), repeated: z.int() })),
  findings: z.array(gatewayFindingSchema),
})
export type GatewaySummary = z.infer<typeof gatewaySummarySchema>

/** What an integrator's token allows. */
export const API_SCOPES = ['write-items', 'read-gateways', 'read-patients', 'read-readings', 'read-alerts'] as const
/** Those that have to do with people: of the areas that the token is for. */
export const PERSONAL_SCOPES = ['read-patients', 'read-readings', 'read-alerts'] as const
export const apiScopeSchema = z.enum(API_SCOPES)
export type ApiScope = z.infer<typeof apiScopeSchema>

/** `POST /api/v1/tokens`. */
export const newApiTokenSchema = z
  .object({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(apiScopeSchema).min(1).max(API_SCOPES.length),
    /** Days from now. */
    days: z.int().min(1).max(366),
    /** In whose home the items are measured; needed with `write-items`. */
    gateway: gatewayIdSchema.optional(),
    /** Whose people it reads: areas by their ids; needed with scopes that have to do with people. */
    areas: z.union([z.literal('every'), z.array(z.string().min(1).max(100)).max(100)]).optional(),
  })
  .refine(({ scopes, areas = [] }) => areas.length > 0 || !PERSONAL_SCOPES.some((scope) => scopes.includes(scope)), {
    path: ['areas'],
    message: 'reading about people needs areas',
  })
  .refine(({ scopes, gateway }) => !scopes.includes('write-items') || gateway !== undefined, {
    path: ['gateway'],
    message: 'write-items needs a gateway',
  })
export type NewApiToken = z.infer<typeof newApiTokenSchema>

/** One row of `GET /api/v1/tokens`. */
export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(apiScopeSchema),
  gateway: gatewayIdSchema.nullable(),
  areas: z.union([z.literal('every'), z.array(z.string())]),
  createdAt: isoTimeSchema,
  expiresAt: isoTimeSchema,
  lastUsedAt: isoTimeSchema.nullable(),
  revokedAt: isoTimeSchema.nullable(),
})
export type ApiToken = z.infer<typeof apiTokenSchema>
/** The answer to `POST /api/v1/tokens`: the only time that the token itself is shown. */
export const createdApiTokenSchema = apiTokenSchema.extend({ token: z.string() })
