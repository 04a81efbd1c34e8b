import {
  createdSchema,
  greenMarkedSchema,
  type Today,
  todaySchema,
  type WorkEntry,
  type Worklist,
  type WorkOutcome,
  workItemSchema,
  worklistSchema,
} from '@kotisilta/contract'
import { request } from '../../api/request.ts'
import { takeStep } from '../technical/technical-requests.ts'

export type Whose = 'mine' | 'all'

export const getWorklist = (): Promise<Worklist> => request('/api/v1/worklist', worklistSchema)

export const getToday = (whose: Whose, from: number): Promise<Today> =>
  request(`/api/v1/today?whose=${whose}&from=${from}`, todaySchema)

export type WorkStep =
  | { action: 'claim' | 'release' }
  | { action: 'done'; outcome: WorkOutcome; note?: string }
  | { action: 'postpone'; due: string; note?: string }

/** The item as it was seen is named by its version; technical alerts have a door of their own. */
export async function takeWorkStep({ kind, id, version }: WorkEntry, step: WorkStep): Promise<void> {
  const { action, ...rest } = step
  if (kind === 'technical-alert') {
    return takeStep(id, { step: action === 'claim' ? 'acknowledge' : 'hand-back' })
  }
  await request(`/api/v1/worklist/${encodeURIComponent(id)}/${action}`, workItemSchema, {
    method: 'POST',
    body: { version, ...rest },
  })
}

export const promiseCall = (patient: string, body: { due: string; text: string; alert?: string; mine: boolean }) =>
  request(`/api/v1/patients/${encodeURIComponent(patient)}/call-backs`, createdSchema, { method: 'POST', body })

export const markSeen = (patients: string[]) =>
  request('/api/v1/today/seen', greenMarkedSchema, { method: 'POST', body: { patients } })

export const undoSeen = (id: string): Promise<void> =>
  request(`/api/v1/today/seen/${encodeURIComponent(id)}/undo`, undefined, { method: 'POST' })
