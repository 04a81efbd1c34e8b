import {
  calendarFeedMadeSchema,
  calendarFeedSchema,
  onCallCalendarSchema,
  onCallChangeSchema,
  onCallDoneSchema,
  onCallNowSchema,
  onCallSettingsSchema,
  ownShiftsSchema,
  type PutPolicy,
  type PutSchedule,
  type SwapStep,
} from '@kotisilta/contract'
import { request } from './request.ts'

const ROOT = '/api/v1/on-call'
const part = encodeURIComponent
const post = (path: string, body?: object): Promise<void> => request(path, undefined, { method: 'POST', body })

export const getOnCallNow = () => request(`${ROOT}/now`, onCallNowSchema)
export const getOnCallCalendar = (days: number) => request(`${ROOT}/calendar?days=${days}`, onCallCalendarSchema)
export const getOnCallSettings = () => request(`${ROOT}/settings`, onCallSettingsSchema)
export const getOwnShifts = () => request(`${ROOT}/shifts`, ownShiftsSchema)
export const getOnCallHistory = (what: 'schedule' | 'policy', id: string) =>
  request(`${ROOT}/history?what=${what}&id=${part(id)}`, onCallChangeSchema.array())

export const putSchedule = (id: string, body: PutSchedule) =>
  request(`${ROOT}/schedules/${part(id)}`, onCallDoneSchema, { method: 'PUT', body })
export const putPolicy = (id: string, body: PutPolicy) =>
  request(`${ROOT}/policies/${part(id)}`, onCallDoneSchema, { method: 'PUT', body })
export const removeOnCall = (what: 'schedules' | 'policies', id: string, body: { version: number; reason: string }) =>
  request(`${ROOT}/${what}/${part(id)}/removal`, onCallDoneSchema, { method: 'POST', body })

export const restoreOnCall = (what: 'schedule' | 'policy', id: string, reason: string) =>
  request(`${ROOT}/${what === 'schedule' ? 'schedules' : 'policies'}/${part(id)}/restoration`, onCallDoneSchema, {
    method: 'POST',
    body: { reason },
  })

export interface NewOverride {
  from: string
  until: string
  away?: string
  instead: string[]
  reason: string
}
export const addOverride = (schedule: string, body: NewOverride) =>
  request(`${ROOT}/schedules/${part(schedule)}/overrides`, onCallDoneSchema, { method: 'POST', body })
export const removeOverride = (schedule: string, override: string) =>
  request(`${ROOT}/schedules/${part(schedule)}/overrides/${part(override)}`, onCallDoneSchema, { method: 'DELETE' })

export const confirmShift = (schedule: string) => post(`${ROOT}/shifts/confirmation`, { schedule, heard: true })
export const offerSwap = (offer: { schedule: string; from: string; until: string; to: string; note: string }) =>
  post(`${ROOT}/swaps`, offer)
export const stepSwap = (swap: string, step: SwapStep) => post(`${ROOT}/swaps/${part(swap)}/steps`, { step })
export const takeWarning = (warning: string) => post(`${ROOT}/warnings/${part(warning)}/take`)
export const seeNotice = (notice: string) => post(`${ROOT}/notices/${part(notice)}/seen`)

export const getFeeds = () => request(`${ROOT}/calendars`, calendarFeedSchema.array())
export const makeFeed = (schedule: string | null) =>
  request(`${ROOT}/calendars`, calendarFeedMadeSchema, { method: 'POST', body: { schedule } })
export const revokeFeed = (feed: string): Promise<void> =>
  request(`${ROOT}/calendars/${part(feed)}`, undefined, { method: 'DELETE' })
