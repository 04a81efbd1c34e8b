import {
  type Actor,
  type Correction,
  type CorrectionReason,
  isoTime,
  newUlid,
  type Reading,
  type StoredReading,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

/** A change of a reading as it is kept: both ends of it with everything that the device had sent. */
export interface Change {
  /** Whose the reading was. */
  patient: string
  action: Correction['action']
  before: Reading
  after: Reading | null
  to?: { id: string; name: string }
  reason: CorrectionReason
  note?: string | undefined
  by: Actor
}

type Body = Pick<Change, 'before' | 'after' | 'to' | 'reason' | 'note' | 'by'>

/** Who changed which reading, when and why, with what it was before: nothing is ever taken out of here. */
export function correctionStore(query: Kysely<Database>) {
  return {
    async record({ patient, action, ...body }: Change, now: number): Promise<void> {
      const { before, by } = body
      await query
        .insertInto('reading_correction')
        .values({
          id: newUlid(now),
          patient,
          reading: before.id,
          kind: before.kind,
          at: Date.parse(before.at),
          action,
          staff: by.id,
          corrected_at: now,
          body: JSON.stringify(body satisfies Body),
        })
        .execute()
    },

    /** Who was first to change a reading of the patient; undefined if nobody has. */
    async whoChanged(patient: string, reading: string): Promise<Actor | undefined> {
      const row = await query
        .selectFrom('reading_correction')
        .select('body')
        .where('reading', '=', reading)
        .where('patient', '=', patient)
        .executeTakeFirst()
      return row && (JSON.parse(row.body) as Body).by
    },

    /** By the time of what was changed, oldest first. `to` is exclusive. */
    async range(patient: string, from: number, to: number): Promise<Correction[]> {
      const rows = await query
        .selectFrom('reading_correction')
        .selectAll()
        .where('patient', '=', patient)
        .where('at', '>=', from)
        .where('at', '<', to)
        .orderBy('at')
        .orderBy('id')
        .execute()
      return rows.map(({ id, action, corrected_at, body }) => {
        const { before, after, ...rest } = JSON.parse(body) as Body
        return {
          id,
          action: action as Correction['action'],
          before: shown(before),
          after: after && shown(after),
          ...rest,
          at: isoTime(corrected_at),
        }
      })
    },
  }
}

export type CorrectionStore = ReturnType<typeof correctionStore>

/** As a screen shows it. */
function shown({ id, device, kind, value, components, unit, at, clock, quality }: Reading): StoredReading {
  return {
    id,
    device,
    kind,
    ...(value !== undefined && { value }),
    ...(components !== undefined && { components }),
    ...(unit !== undefined && { unit }),
    at,
    clock,
    quality,
  }
}
