import {
  accessPageSchema,
  areasSchema,
  brokenGlassSchema,
  type ConsentHolder,
  type ConsentScope,
  careCircleSchema,
  colleaguesSchema,
  foundOutsideSchema,
  ownPageSchema,
} from '@kotisilta/contract'
import { request } from './request.ts'

const part = encodeURIComponent
const post = (path: string, body?: object): Promise<void> => request(path, undefined, { method: 'POST', body })

export const getCircle = (patient: string) => request(`/api/v1/patients/${part(patient)}/circle`, careCircleSchema)

export const getColleagues = () => request('/api/v1/colleagues', colleaguesSchema)

export const relate = (patient: string, relation: { staff?: string; team?: string; until?: string }) =>
  post(`/api/v1/patients/${part(patient)}/relationships`, relation)

export const endRelationship = (patient: string, id: string) =>
  post(`/api/v1/patients/${part(patient)}/relationships/${part(id)}/end`)

export interface NewConsent {
  username: string
  holder: ConsentHolder
  scopes: ConsentScope[]
  given: string
  until?: string
}

export const giveConsent = (patient: string, consent: NewConsent) =>
  post(`/api/v1/patients/${part(patient)}/consents`, consent)

export const withdrawConsent = (patient: string, id: string) =>
  post(`/api/v1/patients/${part(patient)}/consents/${part(id)}/withdraw`)

export const findOutside = (name: string, birthYear: number) =>
  request('/api/v1/break-glass/search', foundOutsideSchema.array(), { method: 'POST', body: { name, birthYear } })

export const breakGlass = (patient: string, reason: string) => post('/api/v1/break-glass', { patient, reason })

export const getBrokenGlass = () => request('/api/v1/break-glass', brokenGlassSchema.array())

export const reviewGlass = (id: string, verdict: string, note: string) =>
  post(`/api/v1/break-glass/${part(id)}/review`, { verdict, ...(note !== '' && { note }) })

export const getAreas = () => request('/api/v1/areas', areasSchema)

export const addArea = (name: string) => post('/api/v1/areas', { name })

export const putTeam = (id: string | null, team: { name: string; areas: string[]; members: string[] }) =>
  post(id === null ? '/api/v1/teams' : `/api/v1/teams/${part(id)}`, team)

export const putReach = (staff: string, areas: 'every' | string[]) =>
  post(`/api/v1/staff/${part(staff)}/areas`, { areas })

/** Which entries of the access log; what is empty is not asked for. */
export interface LogFilter {
  staff: string
  patient: string
  action: string
  ground: string
  from: string
  to: string
}

export function logQuery(filter: LogFilter): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(filter)) if (value.trim() !== '') query.set(name, value.trim())
  return query
}

export const getAccessLog = (filter: LogFilter, before: number | null) => {
  const query = logQuery(filter)
  if (before !== null) query.set('before', String(before))
  return request(`/api/v1/access-log?${query}`, accessPageSchema)
}

export const getOwnPage = () => request('/api/v1/me', ownPageSchema)

export const getOwnLog = (patient: string, before: number | null) =>
  request(`/api/v1/me/${part(patient)}/access-log${before === null ? '' : `?before=${before}`}`, accessPageSchema)

export const giveOwnConsent = (patient: string, consent: Pick<NewConsent, 'username' | 'scopes' | 'until'>) =>
  post(`/api/v1/me/${part(patient)}/consents`, consent)

export const withdrawOwnConsent = (patient: string, id: string) =>
  post(`/api/v1/me/${part(patient)}/consents/${part(id)}/withdraw`)
