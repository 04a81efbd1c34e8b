import {
  type AreaPlan,
  areaPlanSchema,
  type KeptTemplate,
  keptTemplateSchema,
  type Plan,
  type PlanAreas,
  type PlanSaved,
  type PlanTemplate,
  planAreasSchema,
  planSavedSchema,
} from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const part = encodeURIComponent

export const getPlanAreas = (): Promise<PlanAreas> => request('/api/v1/plan-areas', planAreasSchema)

export const setFourEyes = (area: string, fourEyes: boolean): Promise<void> =>
  request(`/api/v1/areas/${part(area)}/plan-setting`, undefined, { method: 'PUT', body: { fourEyes } })

export const getAreaPlan = (area: string): Promise<AreaPlan> =>
  request(`/api/v1/areas/${part(area)}/plan`, areaPlanSchema)

/** `seen`: the newest version that was shown. */
export const saveAreaPlan = (area: string, seen: number, plan: Plan, reason: string): Promise<PlanSaved> =>
  request(`/api/v1/areas/${part(area)}/plan`, planSavedSchema, { method: 'PUT', body: { plan, reason }, seen })

export const decideAreaPlan = (area: string, proposal: string, yes: boolean, note: string): Promise<void> =>
  request(`/api/v1/areas/${part(area)}/plan/proposals/${part(proposal)}/${yes ? 'approve' : 'decline'}`, undefined, {
    method: 'POST',
    body: note === '' ? {} : { note },
  })

/** Also those that are not to be laid any more. */
export const getAllTemplates = (): Promise<KeptTemplate[]> =>
  request('/api/v1/plan-templates/all', keptTemplateSchema.array())

export type TemplateText = Pick<PlanTemplate, 'title' | 'about'>

/** `seen`: the newest version that was shown; 0: it is a new one. */
export const saveTemplate = (id: string, seen: number, text: TemplateText, plan: Plan): Promise<void> =>
  request(`/api/v1/plan-templates/${part(id)}`, undefined, { method: 'PUT', body: { ...text, plan }, seen })

export const retireTemplate = (id: string, retired: boolean): Promise<void> =>
  request(`/api/v1/plan-templates/${part(id)}/retire`, undefined, { method: 'POST', body: { retired } })

export const templateFileAddress = (id: string): string => `/api/v1/plan-templates/${part(id)}/fhir`

/** A PlanDefinition in a file becomes a template, or a new version of the one that has its name. */
export const importTemplate = (resource: object): Promise<void> =>
  request('/api/v1/plan-templates/fhir', undefined, { method: 'POST', body: resource })
