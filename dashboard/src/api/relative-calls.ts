import { relativeCallsSchema } from '@kotisilta/contract'
import { request } from './request.ts'

const ROOT = '/api/v1/me/calls'

export const getRelativeCalls = () => request(ROOT, relativeCallsSchema)
export const agreeToCalls = (agreed: boolean): Promise<void> =>
  request(ROOT, undefined, { method: 'PUT', body: { agreed } })
export const answerCall = (alert: string, goes: boolean): Promise<void> =>
  request(`${ROOT}/${encodeURIComponent(alert)}/answer`, undefined, { method: 'POST', body: { goes } })
