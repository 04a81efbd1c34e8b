import { z } from 'zod'
import { isoTimeSchema, ulidSchema } from './identifiers.ts'
import { languageSchema } from './words.ts'

/** The ways on which somebody can be told who does not look at a screen; in the order in which they are tried. */
export const CHANNELS = ['push', 'sms', 'voice', 'email', 'webhook'] as const
export const channelSchema = z.enum(CHANNELS)
export type Channel = z.infer<typeof channelSchema>

export const MESSAGE_STATUSES = [
  'queued',
  /** Handed to the provider, which has not answered. */
  'attempted',
  /** The provider has it. That it says so proves nothing. */
  'accepted',
  /** It has reached the phone, or what else there is at the other end. */
  'delivered',
  /** Whoever got it has taken the alert, or confirmed the test. */
  'answered',
  'failed',
  /** There was no need of it any more. */
  'expired',
] as const
export const messageStatusSchema = z.enum(MESSAGE_STATUSES)
export type MessageStatus = z.infer<typeof messageStatusSchema>

/** Why a message or an attempt is as it is. Closed. */
export const DELIVERY_CODES = [
  'timed-out',
  'unreachable',
  'server-error',
  /** The provider wants fewer (429). */
  'too-fast',
  'refused',
  /** The provider said yes, and then nothing. */
  'no-receipt',
  /** The provider says that it did not arrive: switched off, nobody answers, no such number. */
  'not-delivered',
  'not-configured',
  /** The address is no more: a browser that has unsubscribed, a contact that was removed. */
  'address-gone',
  'quiet-hours',
  /** This person has had so many lately that another would help nobody. */
  'too-many',
  /** Their own screen has shown it already. */
  'on-screen',
  /** Somebody has the alert. */
  'taken',
  /** Another message has reached the person. */
  'told-otherwise',
  /** The person was called anew. */
  'called-anew',
  'too-late',
] as const
export const deliveryCodeSchema = z.enum(DELIVERY_CODES)
export type DeliveryCode = z.infer<typeof deliveryCodeSchema>

export const MESSAGE_PURPOSES = ['alert', 'duty', 'test', 'shift-test', 'channel-down', 'glass', 'technical'] as const
export const messagePurposeSchema = z.enum(MESSAGE_PURPOSES)
export type MessagePurpose = z.infer<typeof messagePurposeSchema>

/** One message to one person on one channel, as the staff sees it. */
export const messageSchema = z.object({
  id: ulidSchema,
  purpose: messagePurposeSchema,
  person: z.object({ id: z.string(), name: z.string() }),
  channel: channelSchema,
  status: messageStatusSchema,
  code: deliveryCodeSchema.nullable(),
  /** When it came to this. */
  at: isoTimeSchema,
  createdAt: isoTimeSchema,
  attempts: z.array(
    z.object({
      at: isoTimeSchema,
      /** null: under way. */
      endedAt: isoTimeSchema.nullable(),
      /** null: the provider took it. */
      code: deliveryCodeSchema.nullable(),
    }),
  ),
})
export type Message = z.infer<typeof messageSchema>

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'not a time of day')
/** Hours in which only high alerts come this way, on the wall's clock in Helsinki; over midnight if need be. */
export const quietHoursSchema = z.object({ from: wallTime, until: wallTime })
export type QuietHours = z.infer<typeof quietHoursSchema>

/** E.164: a plus sign, the country, the number. */
const phoneSchema = z
  .string()
  .transform((text) => text.replace(/[\s()-]/g, ''))
  .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, 'a number with its country, such as +358 40 123 4567'))

/** What a browser says of its subscription (W3C Push API). */
export const pushSubscriptionSchema = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2_000),
  keys: z.object({ p256dh: z.base64url().max(200), auth: z.base64url().max(100) }),
})
export type PushSubscription = z.infer<typeof pushSubscriptionSchema>

const common = { language: languageSchema, quiet: quietHoursSchema.nullable().default(null) }
/** `POST /api/v1/account/contacts` */
export const newContactPointSchema = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('sms'), address: phoneSchema, ...common }),
  z.strictObject({ channel: z.literal('voice'), address: phoneSchema, ...common }),
  z.strictObject({ channel: z.literal('email'), address: z.email().max(200), ...common }),
  /** The name of one of the webhooks that the operator has set up. */
  z.strictObject({ channel: z.literal('webhook'), address: z.string().min(1).max(60), ...common }),
  z.strictObject({
    channel: z.literal('push'),
    label: z.string().trim().max(80),
    subscription: pushSubscriptionSchema,
    ...common,
  }),
])
export type NewContactPoint = z.infer<typeof newContactPointSchema>

/** A way on which somebody is reached, as they see it on their account. */
export const contactPointSchema = z.object({
  id: ulidSchema,
  channel: channelSchema,
  /** The number or address; of a browser its name. */
  label: z.string(),
  language: languageSchema,
  quiet: quietHoursSchema.nullable(),
  since: isoTimeSchema,
  /** The last test of it. */
  lastTest: messageSchema.nullable(),
})
export type ContactPoint = z.infer<typeof contactPointSchema>

/** `GET /api/v1/account/contacts` */
export const ownContactsSchema = z.object({
  contacts: z.array(contactPointSchema),
  /** What can be used here. */
  available: z.array(channelSchema),
  webhooks: z.array(z.string()),
  /** VAPID (RFC 8292), base64url. */
  pushKey: z.string(),
})
export type OwnContacts = z.infer<typeof ownContactsSchema>

/** `GET /api/v1/channels`: how each way of telling people is. */
export const channelStateSchema = z.object({
  channel: channelSchema,
  configured: z.boolean(),
  /** null: it works, as far as is known. */
  downSince: isoTimeSchema.nullable(),
  lastGood: isoTimeSchema.nullable(),
  lastFailure: z.object({ at: isoTimeSchema, code: deliveryCodeSchema }).nullable(),
  /** In the last 24 hours. */
  messages: z.int(),
  failed: z.int(),
})
export type ChannelState = z.infer<typeof channelStateSchema>

/** `POST /api/v1/push/receipts`: the browser has shown it. */
export const pushReceiptSchema = z.object({ message: ulidSchema, proof: z.string().max(100) })

/** `POST /api/v1/account/delivery-test`. `shift`: at the start of one. */
export const deliveryTestSchema = z.strictObject({ shift: z.boolean().default(false) })

/** `GET /api/v1/patients/:id/video`: where a call with pictures to this client is opened; null: it is not set up here. */
export const videoSchema = z.object({ url: z.url().nullable() })
