import {
  createdSchema,
  type Downtime,
  downtimeSchema,
  type Handover,
  type HandoverSheet,
  handoverSchema,
  handoverSheetSchema,
  type Isbar,
  isbarSchema,
} from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const part = encodeURIComponent

export const getSheet = (): Promise<HandoverSheet> => request('/api/v1/handover', handoverSheetSchema)

export const getHandovers = (): Promise<Handover[]> => request('/api/v1/handovers', handoverSchema.array())

export interface Given {
  to: string | null
  alerts: string[]
  work: string[]
  tasks: string[]
  worries: { patient: string | null; text: string }[]
}
export const giveHandover = (given: Given) =>
  request('/api/v1/handovers', createdSchema, { method: 'POST', body: given })

export const receiveLines = (id: string, lines: number[]): Promise<Handover> =>
  request(`/api/v1/handovers/${part(id)}/receive`, handoverSchema, { method: 'POST', body: { lines } })

export const withdrawHandover = (id: string): Promise<Handover> =>
  request(`/api/v1/handovers/${part(id)}/withdraw`, handoverSchema, { method: 'POST' })

export const getIsbar = (patient: string): Promise<Isbar> =>
  request(`/api/v1/patients/${part(patient)}/isbar`, isbarSchema)

export const getDowntime = (area: string): Promise<Downtime> =>
  request(`/api/v1/areas/${part(area)}/downtime`, downtimeSchema)
