import type { LimitOnPaper, PatientDetail, PersonOnPaper, Plan } from '@kotisilta/contract'

/** Who somebody is, as whoever stands at the door needs it. Pure. */
export const personOnPaper = (patient: Omit<PatientDetail, 'ground'>): PersonOnPaper => ({
  id: patient.id,
  name: patient.name,
  birthYear: patient.birthYear,
  language: patient.language,
  municipality: patient.municipality,
  address: patient.address,
  keyBox: patient.keyBox,
  phone: patient.phone,
  livesAlone: patient.livesAlone,
  notes: patient.notes,
  allergies: patient.allergies,
  doNotResuscitate: patient.doNotResuscitate,
  doNotResuscitateNote: patient.doNotResuscitateNote,
  contacts: patient.contacts,
})

/** The danger limits of a plan alone: beyond them somebody has to come. Pure. */
export const criticalLimits = ({ limits }: Plan): LimitOnPaper[] =>
  limits.flatMap(({ kind, component, red }) =>
    red === undefined || (red.low === undefined && red.high === undefined)
      ? []
      : [{ kind, ...(component && { component }), ...red }],
  )

/** Medicines that are taken now. Pure. */
export const medicinesNow = ({ medicines }: Plan, now: string) =>
  medicines.filter(({ from, until }) => (from === undefined || from <= now) && (until === undefined || now < until))
