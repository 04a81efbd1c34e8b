import { shownTechnicalAlertSchema } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

export const getTechnicalAlerts = () => request('/api/v1/technical-alerts', shownTechnicalAlertSchema.array())

export type Step = { step: 'acknowledge' | 'hand-back' } | { step: 'resolve'; note: string }

export function takeStep(id: string, step: Step): Promise<void> {
  const body = step.step === 'resolve' && step.note !== '' ? { note: step.note } : {}
  return request(`/api/v1/technical-alerts/${id}/${step.step}`, undefined, { method: 'POST', body })
}
