import { createdTriggerSourceSchema, type TriggerSource, triggerSourceSchema } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const ROOT = '/api/v1/trigger-sources'
const part = encodeURIComponent

export const getSources = () => request(ROOT, triggerSourceSchema.array())

export const makeSource = (body: Pick<TriggerSource, 'name' | 'areas'>) =>
  request(ROOT, createdTriggerSourceSchema, { method: 'POST', body })

export const rotateSource = (id: string) =>
  request(`${ROOT}/${part(id)}/secret`, createdTriggerSourceSchema, { method: 'POST' })

export const revokeSource = (id: string): Promise<void> =>
  request(`${ROOT}/${part(id)}`, undefined, { method: 'DELETE' })
