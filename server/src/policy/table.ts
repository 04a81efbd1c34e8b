import type { ConsentScope, Ground, Role } from '@kotisilta/contract'

/** Which roles may do something, and on which of these grounds; a role that is not named may not. */
type By = Readonly<Partial<Record<Role, readonly Ground[]>>>

const GROUNDS_OF_CARE = ['care-relationship', 'area-duty', 'break-glass'] as const
const OWN = { client: ['own-data'], relative: ['guardianship', 'consent'] } as const
/** A nurse looks after the people of her areas and teams, and those whom she has a care relationship with. */
const CARE = {
  nurse: GROUNDS_OF_CARE,
  'on-call': GROUNDS_OF_CARE,
  coordinator: GROUNDS_OF_CARE,
  physician: GROUNDS_OF_CARE,
} as const satisfies By

const CARE_AT_WORK = {
  nurse: ['duty'],
  'on-call': ['duty'],
  coordinator: ['duty'],
  physician: ['duty'],
} as const satisfies By

/** What is done with one person's data. `scope`: what a relative needs that person's consent to. */
export const PATIENT_ACTIONS = {
  'see-patients': { by: CARE },
  'handle-alerts': { by: CARE },
  'enter-readings': { by: CARE },
  'handle-tasks': { by: CARE },
  'handle-work': { by: CARE },
  'see-plans': { by: CARE },
  'pause-plans': { by: CARE },
  'change-plans': { by: { nurse: CARE.nurse, coordinator: CARE.coordinator, physician: CARE.physician } },
  /** By another than who proposed it. */
  'approve-plans': { by: { nurse: CARE.nurse, coordinator: CARE.coordinator, physician: CARE.physician } },
  'edit-patient': { by: CARE },
  'reveal-identity': { by: CARE },
  'change-service': { by: CARE },
  'change-devices': { by: CARE },
  'export-patient': { by: { coordinator: CARE.coordinator } },
  'erase-patient': { by: { coordinator: CARE.coordinator } },
  /** Through a device there: asking the person, looking for a device, trying the alarm. */
  'command-home': { by: CARE },
  'see-care-circle': { by: CARE },
  'change-care-circle': { by: { nurse: CARE.nurse, coordinator: CARE.coordinator, physician: CARE.physician } },
  'see-own-summary': { by: OWN, scope: 'summary' },
  'see-own-readings': { by: OWN, scope: 'readings' },
  'see-own-plan': { by: OWN, scope: 'plan' },
  'see-own-alerts': { by: OWN, scope: 'alerts' },
  'see-own-access-log': { by: OWN, scope: 'access-log' },
  /** Asked to go and look, and answering that. */
  'answer-call': { by: { relative: ['guardianship', 'consent'] }, scope: 'respond' },
  'decide-own-consents': { by: { client: ['own-data'], relative: ['guardianship'] } },
} as const satisfies Readonly<Record<string, { by: By; scope?: ConsentScope }>>

/** What concerns nobody in particular, or everybody whom one may see: answers are then filtered person by person. */
export const WORK_ACTIONS = {
  'list-patients': CARE_AT_WORK,
  'add-patients': { nurse: ['duty'], coordinator: ['duty'] },
  'import-patients': { coordinator: ['duty'] },
  'export-patients': { coordinator: ['duty'] },
  'see-kits': { nurse: ['duty'], coordinator: ['duty'], technician: ['technical-task'] },
  'change-kits': { nurse: ['duty'], coordinator: ['duty'], technician: ['technical-task'] },
  'list-alerts': CARE_AT_WORK,
  'hear-alerts': CARE_AT_WORK,
  'list-tasks': CARE_AT_WORK,
  'see-worklist': { ...CARE_AT_WORK, technician: ['technical-task'] },
  'see-today': CARE_AT_WORK,
  'hand-over': CARE_AT_WORK,
  'see-evaluation': {
    coordinator: ['duty'],
    physician: ['duty'],
    administrator: ['administration'],
    auditor: ['supervision'],
  },
  'make-downtime-list': { nurse: ['duty'], 'on-call': ['duty'], coordinator: ['duty'] },
  'see-colleagues': CARE_AT_WORK,
  'see-overview': { ...CARE_AT_WORK, technician: ['technical-task'] },
  'see-plan-templates': { ...CARE_AT_WORK, administrator: ['administration'] },
  'change-plan-templates': { coordinator: ['duty'], physician: ['duty'] },
  'change-area-plans': { coordinator: ['duty'], physician: ['duty'] },
  /** Whoever changes plans may ask for a second person, and not do away with one. */
  'ask-second-person': { coordinator: ['duty'], administrator: ['administration'] },
  'set-plan-rules': { administrator: ['administration'] },
  'see-quarantine': { coordinator: ['duty'], technician: ['technical-task'] },
  'replay-quarantine': { coordinator: ['duty'], technician: ['technical-task'] },
  'keep-gateways': { technician: ['technical-task'], administrator: ['administration'] },
  'command-gateways': { technician: ['technical-task'] },
  'see-installation-tests': { ...CARE_AT_WORK, technician: ['technical-task'] },
  'handle-technical-alerts': {
    coordinator: ['duty'],
    technician: ['technical-task'],
    administrator: ['administration'],
  },
  /** How much waits, as a number. */
  'see-attention': {
    ...CARE_AT_WORK,
    technician: ['technical-task'],
    administrator: ['administration'],
    auditor: ['supervision'],
  },
  'keep-tokens': { administrator: ['administration'] },
  'break-glass': CARE_AT_WORK,
  'review-break-glass': { coordinator: ['supervision'], auditor: ['supervision'] },
  'search-access-log': { auditor: ['supervision'] },
  'manage-staff': { administrator: ['administration'] },
  'export-access-log': { auditor: ['supervision'] },
  'see-channels': { coordinator: ['duty'], technician: ['technical-task'], administrator: ['administration'] },
  'see-areas': { coordinator: ['duty'], administrator: ['administration'] },
  'change-areas': { administrator: ['administration'] },
  'see-on-call': { ...CARE_AT_WORK, administrator: ['administration'] },
  'keep-own-shifts': CARE_AT_WORK,
  'change-on-call': { coordinator: ['duty'], administrator: ['administration'] },
  /** Saying whether one can be asked at all, and seeing what one is asked. */
  'answer-calls': { relative: ['consent'] },
  'see-own-page': { client: ['own-data'], relative: ['consent'] },
} as const satisfies Readonly<Record<string, By>>

export type PatientAction = keyof typeof PATIENT_ACTIONS
export type WorkAction = keyof typeof WORK_ACTIONS
/** The closed list: what is not in it is allowed to nobody. */
export type Action = PatientAction | WorkAction

/** Whether an action is done with one person's data; then that person has to be named. */
export const concernsOne = (action: Action): action is PatientAction => Object.hasOwn(PATIENT_ACTIONS, action)

/** The grounds on which a role may do something, the strongest first; empty: never. */
export function groundsOf(role: Role, action: Action): readonly Ground[] {
  const by: By = concernsOne(action) ? PATIENT_ACTIONS[action].by : WORK_ACTIONS[action]
  return by[role] ?? []
}

/** What a relative needs consent to before doing this; undefined: consent opens it never. */
export function scopeOf(action: PatientAction): ConsentScope | undefined {
  const rule: { by: By; scope?: ConsentScope } = PATIENT_ACTIONS[action]
  return rule.scope
}
