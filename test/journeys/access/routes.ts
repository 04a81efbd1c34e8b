import type { Action } from '@kotisilta/server'

/** What a route asks the policy, or why it asks nothing. */
export interface KnownRoute {
  action?: Action
  /** Why the policy is not asked. */
  open?: string
  /** Whose `{id}` it is; left out, it is nobody's in particular. */
  id?: 'patient' | 'alert'
  /** A body that is valid; `NURSE` in it stands for a nurse's id, `ANOTHER` for a new number. */
  body?: unknown
  query?: string
}

const BY_TOKEN = 'a gateway’s or an integrator’s token, and no account'
const SIGNING_IN = 'anybody may try to sign in, and a session be ended or asked about by whoever has it'
const OWN_ACCOUNT = 'whoever is signed in, about their own account and screen'
/** A reading as it is named when it was wrong. */
const WRONG = { kind: 'body-weight', at: '2026-11-26T08:00:00.000Z', reason: 'measured-badly' }
/** What a nurse enters. */
const ENTERED = {
  id: '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  readings: [{ kind: 'body-weight', value: 72, unit: 'kg' }],
}

/**
 * Every route of the server. A route that is not here fails `matrix.test.ts`: whoever adds one says here which action
 * of policy/table.ts it asks for, or why it asks for none.
 */
export const ROUTES: Readonly<Record<string, KnownRoute>> = {
  'GET /healthz': { open: 'whoever watches the process; tells nothing of anybody' },
  'GET /readyz': { open: 'whoever watches the process; tells nothing of anybody' },
  'GET /metrics': { open: 'figures without names, on this machine, from a named network or with the token' },
  'GET /api/v1/openapi.json': { open: 'the description of this interface' },

  'POST /api/v1/session': { open: SIGNING_IN, body: { username: 'nobody', password: 'nothing at all' } },
  'GET /api/v1/session': { open: SIGNING_IN },
  'DELETE /api/v1/session': { open: SIGNING_IN },
  'GET /api/v1/sign-in': { open: SIGNING_IN },
  'POST /api/v1/session/second-factor': { open: SIGNING_IN },
  'POST /api/v1/session/passkey-options': { open: SIGNING_IN },
  'POST /api/v1/session/passkey': { open: SIGNING_IN },
  'POST /api/v1/set-password': { open: 'whoever holds the one-time link' },
  'GET /api/v1/screen': { open: OWN_ACCOUNT },
  'PUT /api/v1/screen': { open: OWN_ACCOUNT },
  'POST /api/v1/screen/lock': { open: OWN_ACCOUNT },
  'POST /api/v1/screen/unlock-options': { open: OWN_ACCOUNT },
  'POST /api/v1/screen/unlock': { open: OWN_ACCOUNT },
  'GET /api/v1/account': { open: OWN_ACCOUNT },
  'POST /api/v1/account/confirm': { open: OWN_ACCOUNT },
  'PUT /api/v1/account/password': { open: OWN_ACCOUNT },
  'PUT /api/v1/account/pin': { open: OWN_ACCOUNT },
  'DELETE /api/v1/account/pin': { open: OWN_ACCOUNT },
  'POST /api/v1/account/totp': { open: OWN_ACCOUNT },
  'POST /api/v1/account/totp/confirm': { open: OWN_ACCOUNT },
  'POST /api/v1/account/passkey-options': { open: OWN_ACCOUNT },
  'POST /api/v1/account/passkeys': { open: OWN_ACCOUNT },
  'POST /api/v1/account/recovery-codes': { open: OWN_ACCOUNT },
  'DELETE /api/v1/account/factors/{id}': { open: OWN_ACCOUNT },
  'DELETE /api/v1/account/sessions/{id}': { open: OWN_ACCOUNT },
  'DELETE /api/v1/account/sessions': { open: OWN_ACCOUNT },
  'POST /api/v1/items': { open: BY_TOKEN },

  'GET /api/v1/staff': { action: 'manage-staff' },
  'POST /api/v1/staff': { action: 'manage-staff', body: { username: 'uusi-ANOTHER', name: 'Uusi', role: 'nurse' } },
  'PATCH /api/v1/staff/{id}': { action: 'manage-staff', body: { name: 'Uusi' } },
  'POST /api/v1/staff/{id}/reset-password': { action: 'manage-staff' },
  'POST /api/v1/staff/{id}/reset-factors': { action: 'manage-staff' },
  'GET /api/v1/staff/{id}/sessions': { action: 'manage-staff' },
  'DELETE /api/v1/staff/{id}/sessions': { action: 'manage-staff' },
  'DELETE /api/v1/staff/{id}/sessions/{session}': { action: 'manage-staff' },

  'GET /api/v1/patients': { action: 'list-patients' },
  'GET /api/v1/patients/{id}': { action: 'see-patients', id: 'patient' },
  'GET /api/v1/patients/{id}/commands': { action: 'command-home', id: 'patient' },
  'POST /api/v1/patients/{id}/commands': {
    action: 'command-home',
    id: 'patient',
    body: { command: 'ask', args: { question: 'are-you-well' } },
  },
  'GET /api/v1/patients/{id}/readings': { action: 'see-patients', id: 'patient' },
  'GET /api/v1/patients/{id}/events': { action: 'see-patients', id: 'patient' },
  'POST /api/v1/patients/{id}/readings/{reading}/void': { action: 'enter-readings', id: 'patient', body: WRONG },
  'POST /api/v1/patients/{id}/readings/{reading}/correct': {
    action: 'enter-readings',
    id: 'patient',
    body: { ...WRONG, to: { value: 72 } },
  },
  'GET /api/v1/patients/{id}/corrections': { action: 'see-patients', id: 'patient' },
  'GET /api/v1/patients/{id}/news2': { action: 'see-patients', id: 'patient' },
  'POST /api/v1/patients/{id}/readings': { action: 'enter-readings', id: 'patient', body: ENTERED },
  'POST /api/v1/patients/{id}/entries/{entry}/undo': { action: 'enter-readings', id: 'patient' },
  'GET /api/v1/tasks': { action: 'list-tasks' },
  'GET /api/v1/tasks/count': { action: 'list-tasks' },
  'POST /api/v1/tasks/{id}/claim': { action: 'list-tasks' },
  'POST /api/v1/tasks/{id}/release': { action: 'list-tasks' },
  'POST /api/v1/tasks/{id}/done': { action: 'list-tasks', body: {} },
  'POST /api/v1/tasks/{id}/cancel': { action: 'list-tasks', body: {} },
  'POST /api/v1/tasks/{id}/belongs': { action: 'list-tasks', body: { patient: null } },
  'GET /api/v1/patients/{id}/plan': { action: 'see-plans', id: 'patient' },
  'GET /api/v1/patients/{id}/plan/history': { action: 'see-plans', id: 'patient' },
  'POST /api/v1/patients/{id}/plan/preview': {
    action: 'see-plans',
    id: 'patient',
    body: { plan: {}, templates: [] },
  },
  'PUT /api/v1/patients/{id}/plan': {
    action: 'change-plans',
    id: 'patient',
    body: { plan: {}, templates: [], reason: 'kokeilu' },
  },
  'POST /api/v1/patients/{id}/plan/restore': {
    action: 'change-plans',
    id: 'patient',
    body: { version: 0, reason: 'kokeilu' },
  },
  'POST /api/v1/patients/{id}/plan/pauses': {
    action: 'pause-plans',
    id: 'patient',
    body: { until: '2999-01-01T00:00:00.000Z', reason: 'hospital' },
  },
  'POST /api/v1/patients/{id}/plan/pauses/{pause}/resume': { action: 'pause-plans', id: 'patient' },
  'POST /api/v1/patients/{id}/plan/proposals/{proposal}/approve': { action: 'approve-plans', id: 'patient', body: {} },
  'POST /api/v1/patients/{id}/plan/proposals/{proposal}/decline': { action: 'approve-plans', id: 'patient', body: {} },
  'GET /api/v1/patients/{id}/plan/words': { action: 'see-plans', id: 'patient', query: '?language=fi' },
  'GET /api/v1/patients/{id}/plan/fhir': { action: 'see-plans', id: 'patient' },
  'POST /api/v1/patients/{id}/plan/fhir': { action: 'see-plans', id: 'patient', body: {} },
  'GET /api/v1/plan-templates/{id}/fhir': { action: 'see-plan-templates' },
  'POST /api/v1/plan-templates/fhir': { action: 'change-plan-templates', body: {} },
  'GET /api/v1/plan-templates': { action: 'see-plan-templates' },
  'GET /api/v1/areas/{area}/plan-setting': { action: 'see-plan-templates' },
  'PUT /api/v1/areas/{area}/plan-setting': { action: 'set-plan-rules', body: { fourEyes: true } },
  'GET /api/v1/oidc/start': { open: SIGNING_IN },
  'GET /api/v1/oidc/callback': { open: SIGNING_IN },
  'POST /api/v1/oidc/back-channel-logout': { open: 'the provider, by its signed token' },

  'GET /api/v1/alerts': { action: 'list-alerts' },
  'GET /api/v1/alerts/{id}': { action: 'handle-alerts', id: 'alert' },
  'POST /api/v1/alerts/{id}/acknowledge': { action: 'handle-alerts', id: 'alert', body: {} },
  'POST /api/v1/alerts/{id}/assign': { action: 'handle-alerts', id: 'alert', body: { to: 'NURSE' } },
  'POST /api/v1/alerts/{id}/hand-back': { action: 'handle-alerts', id: 'alert', body: {} },
  'POST /api/v1/alerts/{id}/snooze': {
    action: 'handle-alerts',
    id: 'alert',
    body: { minutes: 10, reason: 'soitan kohta' },
  },
  'POST /api/v1/alerts/{id}/note': { action: 'handle-alerts', id: 'alert', body: { text: 'soitettu' } },
  'POST /api/v1/alerts/{id}/resolve': { action: 'handle-alerts', id: 'alert', body: { outcome: 'visit' } },
  'GET /api/v1/people/choices': { action: 'list-patients' },
  'GET /api/v1/people/table': { action: 'export-patients' },
  'POST /api/v1/patients': { action: 'add-patients', body: { name: 'Uusi ANOTHER', area: 'default' } },
  'POST /api/v1/patients/import': { action: 'import-patients', query: '?dry=true&area=default' },
  'GET /api/v1/patients/{id}/record': { action: 'see-patients', id: 'patient' },
  'PATCH /api/v1/patients/{id}/record': {
    action: 'edit-patient',
    id: 'patient',
    body: { version: 999, changes: { phone: '1' } },
  },
  'GET /api/v1/patients/{id}/history': { action: 'see-patients', id: 'patient' },
  'POST /api/v1/patients/{id}/identity/reveal': { action: 'reveal-identity', id: 'patient' },
  'POST /api/v1/patients/{id}/life': { action: 'change-service', id: 'patient', body: { step: 'return' } },
  'GET /api/v1/patients/{id}/devices': { action: 'see-patients', id: 'patient' },
  'POST /api/v1/patients/{id}/devices': {
    action: 'change-devices',
    id: 'patient',
    body: { device: 'ble:00', profile: 'sig-heart-rate' },
  },
  'POST /api/v1/patients/{id}/devices/{assignment}/end': { action: 'change-devices', id: 'patient', body: {} },
  'POST /api/v1/patients/{id}/devices/move': {
    action: 'change-devices',
    id: 'patient',
    body: { device: 'ble:00', from: WRONG.at, to: '2026-11-26T09:00:00.000Z', patient: 'nobody' },
  },
  'POST /api/v1/patients/{id}/kit': { action: 'change-devices', id: 'patient', body: { kit: 'none' } },
  'GET /api/v1/patients/{id}/export': { action: 'export-patient', id: 'patient' },
  'GET /api/v1/patients/{id}/erasure': { action: 'erase-patient', id: 'patient' },
  'POST /api/v1/patients/{id}/erasure': { action: 'erase-patient', id: 'patient', body: { reason: 'pyyntö' } },
  'GET /api/v1/kits': { action: 'see-kits' },
  'POST /api/v1/kits': { action: 'change-kits', body: { label: 'Salkku', gateway: 'gw-none', devices: [] } },
  'POST /api/v1/kits/{id}/steps': { action: 'change-kits', body: { step: 'returned' } },
  'GET /api/v1/overview': { action: 'see-overview' },
  'GET /api/v1/quarantine': { action: 'see-quarantine' },
  'POST /api/v1/quarantine/{id}/replay': { action: 'replay-quarantine' },

  'GET /api/v1/gateways': { action: 'keep-gateways' },
  'GET /api/v1/gateways/{id}/commands': { action: 'command-gateways' },
  'POST /api/v1/gateways/{id}/commands': { action: 'command-gateways', body: { command: 'restart' } },
  'GET /api/v1/gateways/homes': { action: 'keep-gateways' },
  'POST /api/v1/gateways': { action: 'keep-gateways', body: { home: 'nowhere' } },
  'POST /api/v1/gateways/{id}/codes': { action: 'keep-gateways' },
  'POST /api/v1/gateways/{id}/revocation': { action: 'keep-gateways' },
  'DELETE /api/v1/gateways/{id}/findings/{code}': { action: 'keep-gateways' },
  'POST /api/v1/gateways/enrolment': { open: 'a gateway, by its one-time code' },
  'POST /api/v1/gateways/renewal': { open: 'a gateway, by the key of its certificate' },
  'GET /api/v1/technical-alerts': { action: 'handle-technical-alerts' },
  'POST /api/v1/technical-alerts/{id}/acknowledge': { action: 'handle-technical-alerts' },
  'POST /api/v1/technical-alerts/{id}/hand-back': { action: 'handle-technical-alerts' },
  'POST /api/v1/technical-alerts/{id}/resolve': { action: 'handle-technical-alerts', body: {} },
  'GET /api/v1/attention': { action: 'see-attention' },
  'GET /api/v1/tokens': { action: 'keep-tokens' },
  'POST /api/v1/tokens': { action: 'keep-tokens', body: { name: 'Robotti', scopes: ['read-gateways'], days: 30 } },
  'DELETE /api/v1/tokens/{id}': { action: 'keep-tokens' },

  'GET /api/v1/patients/{id}/circle': { action: 'see-care-circle', id: 'patient' },
  'GET /api/v1/colleagues': { action: 'see-colleagues' },
  'POST /api/v1/patients/{id}/relationships': {
    action: 'change-care-circle',
    id: 'patient',
    body: { staff: 'NURSE' },
  },
  'POST /api/v1/patients/{id}/relationships/{which}/end': { action: 'change-care-circle', id: 'patient' },
  'POST /api/v1/patients/{id}/consents': {
    action: 'change-care-circle',
    id: 'patient',
    body: { username: 'relative', holder: 'relative', scopes: ['summary'], given: 'on paper' },
  },
  'POST /api/v1/patients/{id}/consents/{which}/withdraw': { action: 'change-care-circle', id: 'patient' },
  'POST /api/v1/break-glass/search': { action: 'break-glass', body: { name: 'Null Null', birthYear: 1940 } },
  'POST /api/v1/break-glass': { action: 'break-glass', body: { patient: 'nobody', reason: 'ei vastaa puhelimeen' } },
  'GET /api/v1/break-glass': { action: 'review-break-glass' },
  'POST /api/v1/break-glass/{id}/review': { action: 'review-break-glass', body: { verdict: 'unclear' } },
  'GET /api/v1/areas': { action: 'see-areas' },
  'POST /api/v1/areas': { action: 'change-areas', body: { name: 'Saaristo' } },
  'POST /api/v1/areas/{id}': { action: 'change-areas', body: { name: 'Saaristo' } },
  'POST /api/v1/teams': { action: 'change-areas', body: { name: 'Tiimi ANOTHER', areas: [], members: [] } },
  'POST /api/v1/teams/{id}': { action: 'change-areas', body: { name: 'Tiimi ANOTHER', areas: [], members: [] } },
  'POST /api/v1/staff/{id}/areas': { action: 'change-areas', body: { areas: [] } },
  'GET /api/v1/access-log': { action: 'search-access-log' },
  'GET /api/v1/access-log.csv': { action: 'export-access-log' },
  'GET /api/v1/me': { action: 'see-own-page' },
  'GET /api/v1/me/{id}/access-log': { action: 'see-own-access-log', id: 'patient' },
  'POST /api/v1/me/{id}/consents/{which}/withdraw': { action: 'decide-own-consents', id: 'patient' },
}
