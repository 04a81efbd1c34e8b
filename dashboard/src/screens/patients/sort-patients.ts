import type { Language, PatientSummary } from '@kotisilta/contract'
import { LOCALE } from '../../words/numbers.ts'

export const SHOWN = ['inService', 'hospital', 'former'] as const
export type Shown = (typeof SHOWN)[number]
export const ORDERS = ['byNeed', 'byName', 'byHeard'] as const
export type Order = (typeof ORDERS)[number]

const IS_SHOWN: Readonly<Record<Shown, (patient: PatientSummary) => boolean>> = {
  inService: ({ status }) => status === 'active' || status === 'hospital',
  hospital: ({ status }) => status === 'hospital',
  former: ({ status }) => status === 'left' || status === 'dead',
}

/** Those of one situation, in one order; equals by name. */
export function sortPatients(
  patients: readonly PatientSummary[],
  shown: Shown,
  order: Order,
  language: Language,
): PatientSummary[] {
  const byName = (a: PatientSummary, b: PatientSummary) => a.name.localeCompare(b.name, LOCALE[language])
  const heard = ({ lastHeard }: PatientSummary) => (lastHeard === null ? 0 : Date.parse(lastHeard))
  const orders: Readonly<Record<Order, (a: PatientSummary, b: PatientSummary) => number>> = {
    byNeed: (a, b) => b.openAlerts - a.openAlerts,
    byName,
    byHeard: (a, b) => heard(a) - heard(b),
  }
  return patients.filter(IS_SHOWN[shown]).sort((a, b) => orders[order](a, b) || byName(a, b))
}
