import type { ProblemCode, ProblemDetails } from '@kotisilta/contract'

/** Each code with its HTTP status and its title. */
const PROBLEMS: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  'request-invalid': [400, 'The request does not have the form it needs.'],
  'body-malformed': [400, 'The body cannot be read.'],
  'body-too-large': [413, 'The body is too large.'],
  'media-type-unsupported': [415, 'The body is of a type that is not understood here.'],
  'not-signed-in': [401, 'Sign in first.'],
  'sign-in-failed': [401, 'The name or the password is wrong.'],
  'second-factor-needed': [401, 'A second factor is needed to sign in.'],
  'second-factor-wrong': [401, 'The second factor is wrong.'],
  'second-factor-required': [403, 'Set up a second factor first.'],
  'confirm-first': [403, 'Prove once more who you are before you change this.'],
  locked: [423, 'This screen is locked.'],
  'pin-wrong': [403, 'The PIN is wrong.'],
  'pin-blocked': [403, 'Too many wrong PINs: sign in in full.'],
  'pin-too-simple': [400, 'A PIN has four to eight digits and is not easily guessed.'],
  'password-too-short': [400, 'The password is too short.'],
  'password-easy': [400, 'The password is common or holds a name.'],
  'username-taken': [409, 'There is a user of that name already.'],
  'link-invalid': [410, 'The link has been used, has expired, or never was.'],
  'last-administrator': [409, 'There would be no administrator left.'],
  'managed-elsewhere': [409, 'This account is managed where it signs in.'],
  'token-invalid': [401, 'The token is not valid.'],
  'not-allowed': [403, 'Your role does not allow this.'],
  'origin-refused': [403, 'Requests from pages of another origin are refused.'],
  'code-invalid': [403, 'The code is wrong, used or too old. Ask for a new one.'],
  'certificate-refused': [403, 'The certificate is not ours, was revoked, or its key was not shown.'],
  'not-found': [404, 'There is no such thing.'],
  'alert-already-acknowledged': [409, 'Somebody has this alert already.'],
  'alert-already-resolved': [409, 'This alert has been resolved.'],
  'alert-raised-anew': [409, 'The same problem has an alert that is not resolved.'],
  'alert-changed': [409, 'The alert has got worse since you saw it.'],
  'plan-changed': [412, 'The plan has been changed since you saw it.'],
  'plan-unchanged': [409, 'The plan says this already.'],
  'plan-contradictory': [422, 'The plan contradicts itself.'],
  'plan-template-unknown': [422, 'There is no such template.'],
  'plan-proposal-decided': [409, 'This proposal has been decided.'],
  'plan-proposal-outdated': [409, 'The plan has since been changed in the same place.'],
  'plan-second-person-needed': [403, 'Another person than the one who proposed it has to decide.'],
  'plan-pause-ended': [409, 'This pause is over.'],
  'plan-pause-overlaps': [409, 'There is another pause in that time.'],
  'fhir-invalid': [422, 'The FHIR resource cannot be understood as what it is for.'],
  'reading-implausible': [400, 'No such value can have been measured.'],
  'time-in-future': [400, 'The time lies in the future.'],
  'reading-already-corrected': [409, 'Somebody has changed this reading already.'],
  'reading-unchanged': [400, 'The correction is what was there before.'],
  'entry-different': [409, 'Something else has been entered under this number.'],
  'task-already-taken': [409, 'Somebody has this task already.'],
  'task-already-done': [409, 'This task is finished already.'],
  'work-changed': [409, 'Somebody has changed this since you saw it.'],
  'outcome-unfit': [400, 'Work of this kind does not end like that.'],
  'promise-in-past': [422, 'What is promised has to lie ahead, and within 90 days.'],
  'signature-refused': [401, 'The signature is not that of a service known here.'],
  'signature-expired': [401, 'The message was signed too long ago, or in the future.'],
  'trigger-repeated': [409, 'This very message has been taken already.'],
  'undo-too-late': [409, 'It cannot be taken back any more.'],
  'handover-closed': [409, 'This handover is over.'],
  'alert-not-yours': [409, 'Whoever has this alert can do that.'],
  'snooze-too-long': [400, 'An alert of this priority cannot be put off for so long.'],
  'patient-known': [409, 'Somebody with this personal identity code is a client already.'],
  'record-changed': [409, 'Somebody else has changed the record since you saw it.'],
  'area-unknown': [400, 'There is no such area.'],
  'identity-invalid': [400, 'This is no Finnish personal identity code.'],
  'step-not-possible': [409, 'This cannot be done as things are now.'],
  'device-assigned': [409, 'Somebody else has this device.'],
  'kit-known': [409, 'There is a kit with this gateway or this label.'],
  'kit-not-ready': [409, 'The kit has not been made ready.'],
  'kit-other-partition': [409, 'Another gateway stands in this home; the kit’s gateway has to be enrolled anew.'],
  'kit-still-assigned': [409, 'A device of the kit is still somebody’s.'],
  'must-be-kept': [409, 'The law says that this has to be kept.'],
  'on-call-changed': [412, 'Somebody else has changed this since you saw it.'],
  'roster-empty': [422, 'There is nobody in this rota.'],
  'policy-one-taker': [
    422,
    'What is wrong with a machine is one person’s: a chain of the kind technical has one taker.',
  ],
  'policy-loops': [422, 'The chain goes in a circle: two of its steps call the same people.'],
  'staff-unknown': [422, 'Somebody who is named has no account that could answer.'],
  'schedule-unknown': [422, 'There is no such schedule.'],
  'schedule-in-use': [409, 'A chain still calls this schedule.'],
  'swap-not-possible': [409, 'This swap cannot be made as things are now.'],
  'shift-not-yours': [409, 'You are not on by this schedule at this time.'],
  'test-runs': [409, 'The devices of this home are being tried already.'],
  'too-many-requests': [429, 'Too many attempts. Wait a minute and try again.'],
  'storage-full': [503, 'The disk is full: nothing can be stored.'],
  'storage-failed': [503, 'The disk cannot be written: nothing can be stored.'],
  'shutting-down': [503, 'The server is shutting down.'],
  internal: [500, 'The server has made a mistake. It has been logged.'],
}

/** An answer other than the one hoped for; thrown in a route, and turned into problem+json in one place. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly more: Partial<ProblemDetails>
  constructor(code: ProblemCode, more: Partial<ProblemDetails> = {}) {
    super(code)
    this.code = code
    this.more = more
  }
}

export function problemDetails(code: ProblemCode, more: Partial<ProblemDetails> = {}): ProblemDetails {
  const [status, title] = PROBLEMS[code]
  return { type: `urn:kotisilta:problem:${code}`, title, status, code, ...more }
}

export const isProblemCode = (code: unknown): code is ProblemCode => typeof code === 'string' && code in PROBLEMS
