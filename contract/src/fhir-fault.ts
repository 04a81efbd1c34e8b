import { z } from 'zod'

/** What can be wrong in a plan that is brought as FHIR. `shape`: a field is missing, or of another type. */
export const FHIR_FAULTS = [
  'shape',
  'other-client',
  'not-contained',
  'code-unknown',
  'unit-wrong',
  'interval-missing',
  'moment-invalid',
  'dose-window-missing',
  'dose-time-missing',
  'plan-invalid',
] as const
export const fhirFaultSchema = z.enum(FHIR_FAULTS)
export type FhirFault = z.infer<typeof fhirFaultSchema>
