import { isoTimeSchema, stateMessageSchema } from '@kotisilta/contract'
import { z } from 'zod'

/** How a gateway is, for whoever stands beside it: devices and machinery, no people and no secrets. */
export const gatewayStatusSchema = z.object({
  gateway: z.string(),
  /** `host:port` of the server. */
  server: z.string(),
  /** Whether the server has us at this moment. */
  connected: z.boolean(),
  at: isoTimeSchema,
  waiting: z.object({ items: z.int(), urgent: z.int(), bytes: z.int() }),
  /** When the oldest of what waits was put there; null: nothing waits. */
  oldest: isoTimeSchema.nullable(),
  /** Resident memory of the process, bytes. */
  memory: z.int(),
  state: stateMessageSchema.omit({ pairing: true }),
})
export type GatewayStatus = z.infer<typeof gatewayStatusSchema>
