import { z } from 'zod'

/** Every code with which the server answers a request that it refuses. Closed: a client can switch on it. */
export const PROBLEM_CODES = [
  'request-invalid',
  'body-malformed',
  'body-too-large',
  'media-type-unsupported',
  'not-signed-in',
  'sign-in-failed',
  'second-factor-needed',
  'second-factor-wrong',
  'second-factor-required',
  'confirm-first',
  'locked',
  'pin-wrong',
  'pin-blocked',
  'pin-too-simple',
  'password-too-short',
  'password-easy',
  'username-taken',
  'link-invalid',
  'last-administrator',
  'managed-elsewhere',
  'token-invalid',
  'not-allowed',
  'origin-refused',
  'code-invalid',
  'certificate-refused',
  'not-found',
  'alert-already-acknowledged',
  'alert-already-resolved',
  'alert-raised-anew',
  'alert-changed',
  'plan-changed',
  'plan-unchanged',
  'plan-contradictory',
  'plan-template-unknown',
  'plan-proposal-decided',
  'plan-proposal-outdated',
  'plan-second-person-needed',
  'plan-pause-ended',
  'plan-pause-overlaps',
  'fhir-invalid',
  'reading-implausible',
  'time-in-future',
  'reading-already-corrected',
  'reading-unchanged',
  'entry-different',
  'task-already-taken',
  'task-already-done',
  'work-changed',
  'outcome-unfit',
  'promise-in-past',
  'signature-refused',
  'signature-expired',
  'trigger-repeated',
  'undo-too-late',
  'handover-closed',
  'alert-not-yours',
  'snooze-too-long',
  'patient-known',
  'record-changed',
  'area-unknown',
  'identity-invalid',
  'step-not-possible',
  'device-assigned',
  'kit-known',
  'kit-not-ready',
  'kit-other-partition',
  'kit-still-assigned',
  'must-be-kept',
  'on-call-changed',
  'roster-empty',
  'policy-loops',
  'policy-one-taker',
  'staff-unknown',
  'schedule-unknown',
  'schedule-in-use',
  'swap-not-possible',
  'shift-not-yours',
  'test-runs',
  'too-many-requests',
  'storage-full',
  'storage-failed',
  'shutting-down',
  'internal',
] as const
export const problemCodeSchema = z.enum(PROBLEM_CODES)
export type ProblemCode = z.infer<typeof problemCodeSchema>

/** RFC 9457, `application/problem+json`. */
export const problemDetailsSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: problemCodeSchema,
  detail: z.string().optional(),
  /** With `too-many-requests`: when it is worth trying again. */
  retryAfterSeconds: z.int().optional(),
  /** What was wrong with which field. */
  faults: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        /** With `fhir-invalid`: one of `FHIR_FAULTS`, and what has to stand there. */
        code: z.string().optional(),
        wanted: z.string().optional(),
      }),
    )
    .optional(),
})
export type ProblemDetails = z.infer<typeof problemDetailsSchema>

/** Why something was put in quarantine, or refused by the broker. */
export const REFUSAL_CODES = [
  'payload-not-utf8',
  'payload-not-json',
  'payload-too-large',
  'message-invalid',
  'item-invalid',
  'item-kind-unknown',
  'device-unknown',
  'device-unassigned',
  'member-unknown',
  'value-impossible',
  'time-implausible',
  'judging-failed',
  'state-invalid',
  'result-invalid',
  'result-unasked',
] as const
export const refusalCodeSchema = z.enum(REFUSAL_CODES)
export type RefusalCode = z.infer<typeof refusalCodeSchema>

/** The base of all errors that we throw: policy reads `code`, people read `message`. */
export class KotisiltaError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'KotisiltaError'
    this.code = code
  }
}
