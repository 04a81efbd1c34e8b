import { KotisiltaError } from '@kotisilta/contract'
import { z } from 'zod'
import { readSecretJson } from '../trust/secret-file.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** Without TLS anybody on the way could read it, and answer for it; on this very machine it is a test. */
const safeUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => text.startsWith('https:') || LOOPBACK.has(new URL(text).hostname), 'https, except on loopback')
const secret = z.string().min(16, 'at least 16 characters').max(500)
const words = z.array(z.string().min(1).max(60)).min(1).max(20)
/** `a.b.0.c` in a body of JSON, or the name of a field. */
const path = z.string().min(1).max(200)

const receiptSchema = z.strictObject({
  secret,
  /** Has the HMAC-SHA256 of the body, in hex or base64, with or without `sha256=`. */
  signatureHeader: z.string().toLowerCase(),
  /** If there is one, `<its value>.<body>` is what is signed, and a receipt is refused when it is more than five minutes off. */
  timestampHeader: z.string().toLowerCase().optional(),
  idPath: path,
  statusPath: path,
  delivered: words,
  failed: words,
})

const httpSchema = z.strictObject({
  url: safeUrl,
  method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
  headers: z.record(z.string(), z.string().max(2_000)).default({}),
  as: z.enum(['json', 'form']).default('json'),
  /** Anything in JSON; `{{to}}`, `{{text}}`, `{{id}}`, `{{language}}` and `{{link}}` in its strings are filled in. */
  body: z.json().default({}),
  /** Where in the answer the provider's own id of the message is. */
  idPath: path.optional(),
  receipt: receiptSchema.optional(),
})
export type HttpProviderSettings = z.infer<typeof httpSchema>

const emailSchema = z.strictObject({
  /** `smtps://user:password@host:465`, or `smtp://host:587`. */
  url: z.url({ protocol: /^smtps?$/ }),
  from: z.string().min(3).max(200),
  /** On a port without TLS from the beginning: whether it has to be turned on before anything is sent. */
  requireTls: z.boolean().default(true),
})
export type EmailSettings = z.infer<typeof emailSchema>

const webhookSchema = z.strictObject({
  name: z.string().min(1).max(60),
  url: safeUrl,
  /** As Standard Webhooks has it: `whsec_` and base64 of 24 to 64 bytes. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'whsec_ and 24 to 64 bytes in base64'),
})
export type WebhookSettings = z.infer<typeof webhookSchema>

const channelsSchema = z.strictObject({
  sms: httpSchema.optional(),
  voice: httpSchema.optional(),
  email: emailSchema.optional(),
  webhooks: z.array(webhookSchema).max(20).default([]),
  push: z
    .strictObject({
      /** Whom a push service can write to (RFC 8292). */
      contact: z.string().regex(/^(mailto:|https:)/, 'mailto:... or https:...'),
      /** Hosts of push services besides those of the browsers that are known here. */
      services: z.array(z.string().max(200)).max(20).default([]),
    })
    .default({ contact: 'mailto:kotisilta@localhost', services: [] }),
  /** Called once a minute while the server can commit and climb. */
  deadMansSwitch: z.strictObject({ url: safeUrl }).optional(),
  /** Where a video call is opened; `{{client}}` is the client's id. */
  video: z.strictObject({ url: safeUrl }).optional(),
})
export type ChannelSettings = z.infer<typeof channelsSchema>

/** @throws KotisiltaError `configuration-invalid`, a line for each fault. */
export function channelSettings(file: string | undefined): ChannelSettings {
  if (file === undefined) return channelsSchema.parse({})
  const result = channelsSchema.safeParse(readSecretJson(file))
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`)
  throw new KotisiltaError('configuration-invalid', faults.join('\n'))
}
