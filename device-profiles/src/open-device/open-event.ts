import { EVENT_KINDS, type EventKind, isUrgent } from '@kotisilta/contract'
import { z } from 'zod'
import { type Decoded, failed } from '../decoded.ts'
import { detailSchema, zonedTimeSchema } from './open-fields.ts'
import type { OpenPayload } from './payload-text.ts'

/** The scheduled moment that names a dose, as the device writes it. */
const slotSchema = z.string().refine((text) => zonedTimeSchema.safeParse(text).success, 'ISO 8601 with a zone')

const doseDetail = detailSchema.and(z.object({ slot: slotSchema, medicine: z.string().max(200).optional() }))
const codeSchema = z.string().regex(/^[a-z][a-z-]{0,39}$/, 'a code of lower-case letters and dashes')

/** What the detail of a kind must hold; kinds that are not here need none. Further fields are kept. */
const DETAILS: Partial<Record<EventKind, z.ZodType<Record<string, unknown>>>> = {
  'dose-due': doseDetail,
  'dose-offered': doseDetail,
  'dose-taken': doseDetail,
  'dose-missed': doseDetail,
  'dose-withdrawn': doseDetail,
  'travel-pack': detailSchema.and(z.object({ slots: z.array(slotSchema).min(1).max(200) })),
  'dispenser-fault': detailSchema.and(z.object({ code: codeSchema, cleared: z.boolean().optional() })),
}

const kindSchema = z.object({ kind: z.string() })
const atSchema = z.object({ at: zonedTimeSchema.optional() })

/**
 * `{"kind","at","detail"}`. An urgent event is never refused for its time or its detail: what is wrong of the two is left out,
 * and the gateway's own time stands in.
 */
export function decodeOpenEvent({ json }: OpenPayload): Decoded {
  const named = kindSchema.safeParse(json)
  if (!named.success) return failed('payload-invalid', 'an event is an object with a kind')
  const kind = EVENT_KINDS.find((known) => known === named.data.kind)
  if (kind === undefined) return failed('kind-unknown', `no event kind ${JSON.stringify(named.data.kind.slice(0, 40))}`)
  const time = atSchema.safeParse(json)
  const detail = z.object({ detail: DETAILS[kind] ?? detailSchema.optional() }).safeParse(json)
  const fault = time.error ?? detail.error
  if (fault !== undefined && !isUrgent({ type: 'event', kind }))
    return failed('payload-invalid', z.prettifyError(fault))
  const at = time.data?.at
  const held = detail.data?.detail
  return {
    items: [{ type: 'event', kind, ...(at !== undefined && { at }), ...(held !== undefined && { detail: held }) }],
  }
}
