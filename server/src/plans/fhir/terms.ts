import { READING_KINDS, type ReadingKind } from '@kotisilta/contract'

const LOINC = 'http://loinc.org'
export const UCUM = 'http://unitsofmeasure.org'
export const ATC = 'http://www.whocc.no/atc'
/** For kinds that have no LOINC code, and beside it for those that have. */
const KIND = 'urn:kotisilta:reading-kind'
export const ENTRY = 'urn:kotisilta:plan-entry'
export const EXTENSION = {
  rules: 'urn:kotisilta:fhir:plan-rules',
  hours: 'urn:kotisilta:fhir:limit-hours',
  doseWindow: 'urn:kotisilta:fhir:dose-window',
  critical: 'urn:kotisilta:fhir:medicine-critical',
  pause: 'urn:kotisilta:fhir:plan-pause',
  due: 'urn:kotisilta:fhir:goal-due',
  title: 'urn:kotisilta:fhir:title',
} as const

type Component = 'systolic' | 'diastolic' | 'mean'
/** Parts of the blood pressure panel, 85354-9. */
const COMPONENTS: Readonly<Record<Component, string>> = { systolic: '8480-6', diastolic: '8462-4', mean: '8478-0' }
/** Codes that mean one of ours, too. */
const ALSO: Readonly<Record<string, ReadingKind>> = { '2708-6': 'oxygen-saturation', '41950-7': 'steps' }

export interface Coding {
  system: string
  code: string
  display?: string
}

/** A kind, or a part of a blood pressure, as LOINC has it and as we do. */
export function codingsOf(kind: ReadingKind, component?: Component): Coding[] {
  const loinc = component === undefined ? READING_KINDS[kind].loinc : COMPONENTS[component]
  const own = { system: KIND, code: component === undefined ? kind : `${kind}.${component}` }
  return loinc === undefined ? [own] : [{ system: LOINC, code: loinc }, own]
}

/** What codings mean; undefined if they mean nothing that we measure, or two things. */
export function signOf(
  codings: readonly { system?: string | undefined; code?: string | undefined }[],
): { kind: ReadingKind; component?: Component } | undefined {
  const meant = codings.flatMap(({ system, code = '' }) => {
    if (system === LOINC) return byLoinc(code) ?? []
    return system === KIND ? (byName(code) ?? []) : []
  })
  const [first] = meant
  if (first === undefined || meant.some((other) => JSON.stringify(other) !== JSON.stringify(first))) return undefined
  return first
}

function byLoinc(code: string): { kind: ReadingKind; component?: Component } | undefined {
  const component = (Object.keys(COMPONENTS) as Component[]).find((one) => COMPONENTS[one] === code)
  if (component !== undefined) return { kind: 'blood-pressure', component }
  const kind = (Object.keys(READING_KINDS) as ReadingKind[]).find((one) => READING_KINDS[one].loinc === code)
  const meant = kind ?? ALSO[code]
  return meant && { kind: meant }
}

function byName(code: string): { kind: ReadingKind; component?: Component } | undefined {
  const [kind = '', component] = code.split('.')
  if (!Object.hasOwn(READING_KINDS, kind)) return undefined
  if (component === undefined) return { kind: kind as ReadingKind }
  return Object.hasOwn(COMPONENTS, component)
    ? { kind: kind as ReadingKind, component: component as Component }
    : undefined
}

const FHIR_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const fhirDays = (days: readonly number[]): string[] => days.map((day) => FHIR_DAYS[day - 1] as string)
export const planDays = (days: readonly string[]): number[] =>
  days.map((day) => (FHIR_DAYS as readonly string[]).indexOf(day) + 1)
/** FHIR's time has seconds. */
export const fhirTime = (time: string): string => `${time}:00`
export const planTime = (time: string): string => time.slice(0, 5)
