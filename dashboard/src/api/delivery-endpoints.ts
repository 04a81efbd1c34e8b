import {
  aliveTestRowSchema,
  channelStateSchema,
  messageSchema,
  type NewContactPoint,
  ownContactsSchema,
  videoSchema,
} from '@kotisilta/contract'
import { request } from './request.ts'

const part = encodeURIComponent
const post = (body: unknown = {}) => ({ method: 'POST', body }) as const

export const getContacts = () => request('/api/v1/account/contacts', ownContactsSchema)
export const addContact = (contact: NewContactPoint): Promise<void> =>
  request('/api/v1/account/contacts', undefined, post(contact))
export const removeContact = (id: string): Promise<void> =>
  request(`/api/v1/account/contacts/${part(id)}`, undefined, { method: 'DELETE' })
export const testContact = (id: string): Promise<void> =>
  request(`/api/v1/account/contacts/${part(id)}/test`, undefined, post())
export const testAllContacts = (): Promise<void> => request('/api/v1/account/delivery-test', undefined, post())
export const confirmTests = (): Promise<void> => request('/api/v1/account/delivery-test/confirm', undefined, post())

export const getMessagesOf = (alert: string) => request(`/api/v1/alerts/${part(alert)}/messages`, messageSchema.array())
export const getVideo = (patient: string) => request(`/api/v1/patients/${part(patient)}/video`, videoSchema)

export const getChannels = () => request('/api/v1/channels', channelStateSchema.array())
export const getAliveTests = () => request('/api/v1/alive-tests', aliveTestRowSchema.array())
export const askAliveTest = (gateway: string): Promise<void> =>
  request('/api/v1/alive-tests', undefined, post({ gateway }))
