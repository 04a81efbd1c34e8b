import {
  type CarePlan,
  carePlanSchema,
  type Language,
  type PauseReason,
  type Plan,
  type PlanHistory,
  type PlanPreview,
  type PlanSaved,
  type PlanTemplate,
  type PlanWords,
  planHistorySchema,
  planPreviewSchema,
  planSavedSchema,
  planTemplateSchema,
  planWordsSchema,
} from '@kotisilta/contract'
import { request } from './request.ts'
import { RequestFailed } from './request-failed.ts'

const planOf = (patient: string, more = '') => `/api/v1/patients/${encodeURIComponent(patient)}/plan${more}`
const part = encodeURIComponent

/** Which templates, in order. */
export type Choice = { id: string; version: number }[]

export const getCarePlan = (patient: string): Promise<CarePlan> => request(planOf(patient), carePlanSchema)

export const getPlanHistory = (patient: string): Promise<PlanHistory> =>
  request(planOf(patient, '/history'), planHistorySchema)

export const getPlanWords = (patient: string, language: Language): Promise<PlanWords> =>
  request(planOf(patient, `/words?${new URLSearchParams({ language })}`), planWordsSchema)

export const getTemplates = (): Promise<PlanTemplate[]> => request('/api/v1/plan-templates', planTemplateSchema.array())

/** Where the plan is to be had as a file of FHIR's: the person's own, or as a model for anybody. */
export const planFileAddress = (patient: string, as: 'CarePlan' | 'PlanDefinition'): string =>
  planOf(patient, `/fhir?${new URLSearchParams({ as })}`)

/** What a CarePlan in a file would make of the plan. */
export const previewPlanFile = (patient: string, text: string): Promise<PlanPreview> =>
  request(planOf(patient, '/fhir'), planPreviewSchema, { method: 'POST', body: parsedFile(text) })

/** The plan with these templates under what is the person's own. */
export const previewTemplates = (patient: string, templates: Choice): Promise<PlanPreview> =>
  request(planOf(patient, '/preview'), planPreviewSchema, {
    method: 'POST',
    body: { templates, plan: {}, apply: true },
  })

export interface Saving {
  templates: Choice
  plan: Plan
  reason: string
  change: 'edited' | 'imported'
  from?: string
  until?: string
}

/** `seen`: the newest version that was shown; the server refuses to save over another. */
export const savePlan = (patient: string, seen: number, saving: Saving): Promise<PlanSaved> =>
  request(planOf(patient), planSavedSchema, { method: 'PUT', body: saving, seen })

export const restorePlan = (patient: string, seen: number, version: number, reason: string): Promise<PlanSaved> =>
  request(planOf(patient, '/restore'), planSavedSchema, { method: 'POST', body: { version, reason }, seen })

export const approveProposal = (patient: string, seen: number, proposal: string): Promise<PlanSaved> =>
  request(planOf(patient, `/proposals/${part(proposal)}/approve`), planSavedSchema, { method: 'POST', body: {}, seen })

export const declineProposal = (patient: string, proposal: string, note: string): Promise<void> =>
  request(planOf(patient, `/proposals/${part(proposal)}/decline`), undefined, {
    method: 'POST',
    body: note === '' ? {} : { note },
  })

export interface Pausing {
  from?: string
  until: string
  reason: PauseReason
  note: string
  instead: boolean
}

export const pausePlan = (patient: string, pausing: Pausing): Promise<void> =>
  request(planOf(patient, '/pauses'), undefined, { method: 'POST', body: pausing })

export const resumePlan = (patient: string, pause: string): Promise<void> =>
  request(planOf(patient, `/pauses/${part(pause)}/resume`), undefined, { method: 'POST' })

/** What a file holds. @throws RequestFailed `file-not-json` for what is no JSON object: it is not worth asking the server */
export function parsedFile(text: string): object {
  try {
    const content: unknown = JSON.parse(text)
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content
  } catch {
    // Told below.
  }
  throw new RequestFailed('file-not-json', 'not a JSON object')
}
