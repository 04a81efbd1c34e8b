import { isoTime, type Medicine } from '@kotisilta/contract'
import type { z } from 'zod'
import type { Faults } from './faults.ts'
import type { Extension, medicineResource } from './resource.ts'
import { ATC, ENTRY, EXTENSION, fhirDays, fhirTime, planDays, planTime } from './terms.ts'

const EDGES = ['early', 'late', 'critical', 'missed'] as const
type Dose = Medicine['doses'][number]

export function medicineToFhir(
  { id: value, name, atc, critical, from, until, doses }: Medicine,
  id: string,
  subject: string,
) {
  return {
    resourceType: 'MedicationRequest' as const,
    id,
    extension: [{ url: EXTENSION.critical, valueBoolean: critical }],
    identifier: [{ system: ENTRY, value }],
    status: 'active',
    intent: 'plan',
    subject: { reference: subject },
    medicationCodeableConcept: { ...(atc !== undefined && { coding: [{ system: ATC, code: atc }] }), text: name },
    ...((from !== undefined || until !== undefined) && {
      dispenseRequest: {
        validityPeriod: { ...(from !== undefined && { start: from }), ...(until !== undefined && { end: until }) },
      },
    }),
    dosageInstruction: doses.map((dose) => ({
      extension: [{ url: EXTENSION.doseWindow, extension: EDGES.map((url) => ({ url, valueDecimal: dose[url] })) }],
      timing: {
        repeat: {
          ...(dose.days !== undefined && { dayOfWeek: fhirDays(dose.days) }),
          timeOfDay: [fhirTime(dose.at)],
        },
      },
    })),
  }
}

export function medicineOfFhir(resource: z.infer<typeof medicineResource>, path: string, faults: Faults): Medicine {
  const { coding, text } = resource.medicationCodeableConcept
  const atc = coding.find(({ system }) => system === ATC)?.code
  const { start, end } = resource.dispenseRequest?.validityPeriod ?? {}
  const moment = (time: string, where: string) => {
    const at = Date.parse(time)
    if (!Number.isNaN(at)) return isoTime(at)
    faults.add(`${path}.dispenseRequest.validityPeriod.${where}`, 'moment-invalid', 'no such moment')
    return time
  }
  return {
    id: resource.identifier.find(({ system }) => system === ENTRY)?.value ?? resource.id,
    name: text ?? atc ?? resource.id,
    critical: resource.extension.find(({ url }) => url === EXTENSION.critical)?.valueBoolean ?? false,
    ...(atc !== undefined && { atc }),
    ...(start !== undefined && { from: moment(start, 'start') }),
    ...(end !== undefined && { until: moment(end, 'end') }),
    doses: resource.dosageInstruction.flatMap(({ extension, timing: { repeat } }, place): Dose[] => {
      const where = `${path}.dosageInstruction.${place}`
      const window = windowOf(extension)
      if (window === undefined) {
        faults.add(
          `${where}.extension`,
          'dose-window-missing',
          `${EXTENSION.doseWindow} says when the dose is early, late, critical and missed`,
          EXTENSION.doseWindow,
        )
        return []
      }
      if (repeat.timeOfDay === undefined)
        faults.add(`${where}.timing.repeat`, 'dose-time-missing', 'timeOfDay says when the dose is due')
      return (repeat.timeOfDay ?? []).map((time) => ({
        at: planTime(time),
        ...(repeat.dayOfWeek !== undefined && { days: planDays(repeat.dayOfWeek) }),
        ...window,
      }))
    }),
  }
}

function windowOf(extensions: readonly Extension[]): Omit<Dose, 'at' | 'days'> | undefined {
  const inner = extensions.find(({ url }) => url === EXTENSION.doseWindow)?.extension
  const [early, late, critical, missed] = EDGES.map((edge) => inner?.find(({ url }) => url === edge)?.valueDecimal)
  if (early === undefined || late === undefined || critical === undefined || missed === undefined) return undefined
  return { early, late, critical, missed }
}
