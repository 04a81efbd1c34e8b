import {
  apiTokenSchema,
  createdApiTokenSchema,
  gatewayAddedSchema,
  gatewaySummarySchema,
  homeChoiceSchema,
  type NewApiToken,
  offeredCodeSchema,
} from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const part = encodeURIComponent

export const getGateways = () => request('/api/v1/gateways', gatewaySummarySchema.array())

export const getHomes = () => request('/api/v1/gateways/homes', homeChoiceSchema.array())

export const addGateway = (home: string) =>
  request('/api/v1/gateways', gatewayAddedSchema, { method: 'POST', body: { home } })

export const offerCode = (id: string) =>
  request(`/api/v1/gateways/${part(id)}/codes`, offeredCodeSchema, { method: 'POST' })

export const revokeGateway = (id: string): Promise<void> =>
  request(`/api/v1/gateways/${part(id)}/revocation`, undefined, { method: 'POST' })

export const seeFinding = (id: string, code: string): Promise<void> =>
  request(`/api/v1/gateways/${part(id)}/findings/${part(code)}`, undefined, { method: 'DELETE' })

export const getTokens = () => request('/api/v1/tokens', apiTokenSchema.array())

export const makeToken = (token: NewApiToken) =>
  request('/api/v1/tokens', createdApiTokenSchema, { method: 'POST', body: token })

export const revokeToken = (id: string): Promise<void> =>
  request(`/api/v1/tokens/${part(id)}`, undefined, { method: 'DELETE' })
