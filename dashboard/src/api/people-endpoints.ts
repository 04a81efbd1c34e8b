import {
  assignmentSchema,
  createdSchema,
  type ErasureState,
  erasureAnswerSchema,
  erasureStateSchema,
  importReportSchema,
  type KitStep,
  kitSchema,
  type LifeStep,
  movedSchema,
  type NewPatientEntry,
  type PatientFields,
  type PatientRecord,
  patientChangeSchema,
  patientRecordSchema,
  peopleChoicesSchema,
  revealedIdentitySchema,
} from '@kotisilta/contract'
import { request } from './request.ts'

const of = (id: string): string => `/api/v1/patients/${encodeURIComponent(id)}`

export const getChoices = () => request('/api/v1/people/choices', peopleChoicesSchema)

export const addPatient = (entry: NewPatientEntry) =>
  request('/api/v1/patients', createdSchema, { method: 'POST', body: entry })

export const getRecord = (id: string): Promise<PatientRecord> => request(`${of(id)}/record`, patientRecordSchema)

export type RecordChanges = Partial<PatientFields> & { personalIdentity?: string | null }

/** `version` is the record as it was seen; the server refuses if somebody else has changed it since. */
export const editRecord = (id: string, version: number, changes: RecordChanges): Promise<PatientRecord> =>
  request(`${of(id)}/record`, patientRecordSchema, { method: 'PATCH', body: { version, changes } })

export const getHistory = (id: string) => request(`${of(id)}/history`, patientChangeSchema.array())

export const revealIdentity = (id: string) =>
  request(`${of(id)}/identity/reveal`, revealedIdentitySchema, { method: 'POST' })

export const takeStep = (id: string, step: LifeStep): Promise<PatientRecord> =>
  request(`${of(id)}/life`, patientRecordSchema, { method: 'POST', body: step })

export const getAssignments = (id: string) => request(`${of(id)}/devices`, assignmentSchema.array())

export const assignDevice = (
  id: string,
  device: { device: string; profile: string; from?: string; instead: boolean },
) => request(`${of(id)}/devices`, assignmentSchema.array(), { method: 'POST', body: device })

export const endAssignment = (id: string, assignment: number) =>
  request(`${of(id)}/devices/${assignment}/end`, assignmentSchema.array(), { method: 'POST', body: {} })

export const moveReadings = (id: string, span: { device: string; from: string; to: string; patient: string }) =>
  request(`${of(id)}/devices/move`, movedSchema, { method: 'POST', body: span })

export const giveKit = (id: string, kit: string): Promise<void> =>
  request(`${of(id)}/kit`, undefined, { method: 'POST', body: { kit } })

export const getErasure = (id: string): Promise<ErasureState> => request(`${of(id)}/erasure`, erasureStateSchema)

export const requestErasure = (id: string, reason: string) =>
  request(`${of(id)}/erasure`, erasureAnswerSchema, { method: 'POST', body: { reason } })

export const exportAddress = (id: string, as: 'json' | 'html'): string => `${of(id)}/export?as=${as}`

export const importTable = (file: Blob, area: string, dry: boolean) =>
  request(`/api/v1/patients/import?${new URLSearchParams({ dry: String(dry), area })}`, importReportSchema, {
    method: 'POST',
    body: file,
  })

export const getKits = () => request('/api/v1/kits', kitSchema.array())

export const addKit = (kit: { label: string; gateway: string; devices: { device: string; profile: string }[] }) =>
  request('/api/v1/kits', createdSchema, { method: 'POST', body: kit })

export const takeKitStep = (id: string, step: KitStep) =>
  request(`/api/v1/kits/${encodeURIComponent(id)}/steps`, kitSchema.array(), { method: 'POST', body: { step } })
