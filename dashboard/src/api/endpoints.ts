import {
  type Alert,
  alertSchema,
  type FalseAlarmCause,
  type Outcome,
  overviewSchema,
  type PatientDetail,
  patientDetailSchema,
  patientSummarySchema,
  quarantinedSchema,
  type ReadingKind,
  type Session,
  type StoredEvent,
  type StoredReading,
  sessionSchema,
  signedOutSchema,
  storedEventSchema,
  storedReadingSchema,
} from '@kotisilta/contract'
import { request } from './request.ts'

const part = encodeURIComponent

/** A span of time, ISO 8601; the end is not in it. */
export interface Span {
  from: string
  to: string
}

export const getSession = (): Promise<Session> => request('/api/v1/session', sessionSchema)

export const signIn = (username: string, password: string): Promise<Session> =>
  request('/api/v1/session', sessionSchema, { method: 'POST', body: { username, password } })

/** Where to go on to, so that the organisation's own sign-in ends too. */
export const signOut = () => request('/api/v1/session', signedOutSchema, { method: 'DELETE' })

export const getOverview = () => request('/api/v1/overview', overviewSchema)

export const getPatients = () => request('/api/v1/patients', patientSummarySchema.array())

export const getPatient = (id: string): Promise<PatientDetail> =>
  request(`/api/v1/patients/${part(id)}`, patientDetailSchema)

/** Of all kinds if `kinds` is empty; at most about `points` of each. */
export function getReadings(
  id: string,
  kinds: readonly ReadingKind[],
  span: Span,
  points: number,
): Promise<StoredReading[]> {
  const query = new URLSearchParams({ from: span.from, to: span.to, points: String(points) })
  for (const kind of kinds) query.append('kind', kind)
  return request(`/api/v1/patients/${part(id)}/readings?${query}`, storedReadingSchema.array())
}

export const getEvents = (id: string, span: Span): Promise<StoredEvent[]> =>
  request(`/api/v1/patients/${part(id)}/events?${new URLSearchParams({ ...span })}`, storedEventSchema.array())

export const getAlertsOf = (patient: string): Promise<Alert[]> =>
  request(`/api/v1/alerts?${new URLSearchParams({ patient })}`, alertSchema.array())

export const getAlert = (id: string): Promise<Alert> => request(`/api/v1/alerts/${part(id)}`, alertSchema)

const actOn = (id: string, action: string, body: object): Promise<Alert> =>
  request(`/api/v1/alerts/${part(id)}/${action}`, alertSchema, { method: 'POST', body })

/** `version` is the alert as it was seen; the server refuses if it has got worse since. */
export const acknowledge = (id: string, version: number) => actOn(id, 'acknowledge', { version })

export const handBack = (id: string, version: number) => actOn(id, 'hand-back', { version })

export const reopen = (id: string, version: number) => actOn(id, 'reopen', { version })

export const snooze = (id: string, version: number, minutes: number, reason: string) =>
  actOn(id, 'snooze', { version, minutes, reason })

export const addNote = (id: string, text: string) => actOn(id, 'note', { text })

/** How an alert ended. `cause`: of a false alarm. */
export interface Resolution {
  version: number
  outcome: Outcome
  cause?: FalseAlarmCause | undefined
  note: string
}
export const resolve = (id: string, { note, ...rest }: Resolution) =>
  actOn(id, 'resolve', { ...rest, ...(note !== '' && { note }) })

export const getQuarantine = () => request('/api/v1/quarantine', quarantinedSchema.array())

export const replayQuarantined = (id: string): Promise<void> =>
  request(`/api/v1/quarantine/${part(id)}/replay`, undefined, { method: 'POST' })
