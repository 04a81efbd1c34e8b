import { z } from 'zod'
import { type Decoded, type DecodedItem, failed } from '../decoded.ts'
import { numberSchema, zonedTimeSchema } from './open-fields.ts'
import type { OpenPayload } from './payload-text.ts'

const stateSchema = z.object({
  online: z.boolean(),
  /** When this connection began. */
  since: zonedTimeSchema.optional(),
  /** When the battery was read. */
  at: zonedTimeSchema.optional(),
  battery: numberSchema.min(0).max(100).optional(),
})

/**
 * `{"online","since","at","battery"}`, retained, and as the will `{"online":false}`. Published again it says nothing twice:
 * `device-online` carries `since`, by which the repetition is known, and without `since` there is no such event.
 */
export function decodeOpenState({ json }: OpenPayload): Decoded {
  const parsed = stateSchema.safeParse(json)
  if (!parsed.success) return failed('payload-invalid', z.prettifyError(parsed.error))
  const { online, since, at, battery } = parsed.data
  const items: DecodedItem[] = []
  if (!online) items.push({ type: 'event', kind: 'device-offline', ...(at !== undefined && { at }) })
  else if (since !== undefined) items.push({ type: 'event', kind: 'device-online', at: since })
  if (battery !== undefined) {
    items.push({
      type: 'reading',
      kind: 'battery-level',
      value: battery,
      unit: '%',
      quality: [],
      ...(at !== undefined && { at }),
    })
  }
  return { items }
}
