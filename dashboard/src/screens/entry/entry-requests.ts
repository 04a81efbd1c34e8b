import {
  type CorrectionReason,
  type Entry,
  type EntryAnswer,
  entryAnswerSchema,
  type News2Known,
  news2KnownSchema,
  type StoredReading,
} from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const ofPatient = (id: string): string => `/api/v1/patients/${encodeURIComponent(id)}`

/** @param at ISO 8601; now if absent */
export function getNews2Known(patient: string, at: string | undefined): Promise<News2Known> {
  const query = at === undefined ? '' : `?${new URLSearchParams({ at })}`
  return request(`${ofPatient(patient)}/news2${query}`, news2KnownSchema)
}

/** The same entry sent twice is stored once. */
export const postEntry = (patient: string, entry: Entry): Promise<EntryAnswer> =>
  request(`${ofPatient(patient)}/readings`, entryAnswerSchema, { method: 'POST', body: entry })

/** All of it at one stroke. */
export const undoEntry = (patient: string, entry: string): Promise<void> =>
  request(`${ofPatient(patient)}/entries/${entry}/undo`, undefined, { method: 'POST', body: {} })

export type Because = { reason: CorrectionReason; note?: string }

export const voidReading = (patient: string, { id, kind, at }: StoredReading, because: Because): Promise<void> =>
  request(`${ofPatient(patient)}/readings/${id}/void`, undefined, { method: 'POST', body: { kind, at, ...because } })

export const correctReading = (
  patient: string,
  { id, kind, at }: StoredReading,
  to: Pick<StoredReading, 'value' | 'components'>,
  because: Because,
): Promise<void> =>
  request(`${ofPatient(patient)}/readings/${id}/correct`, undefined, {
    method: 'POST',
    body: { kind, at, to, ...because },
  })
