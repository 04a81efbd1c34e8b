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

/**
 * Every route of the server. A route that is not here fails `matrix.test.ts`: whoever adds one says here which action
 * of policy/table.ts it asks for, or why it asks for none.
 */
export const ROUTES: Readonly<Record<string, KnownRoute>> = {
  'GET /healthz': { open: 'whoever watches the process; tells nothing of anybody' },
  'GET /readyz': { open: 'whoever watches the process; tells nothing of anybody' },
  'GET /metrics': { open: 'figures without names' },
  'GET /api/v1/openapi.json': { open: 'the description of this interface' },

  'POST /api/v1/session': { open: SIGNING_IN, body: { username: 'nobody', password: 'nothing at all' } },
  'GET /api/v1/session': { open: SIGNING_IN },
  'DELETE /api/v1/session': { open: SIGNING_IN },
  'POST /api/v1/items': { open: BY_TOKEN },

  'GET /api/v1/patients': { action: 'list-patients' },
  'GET /api/v1/patients/{id}': { action: 'see-patients', id: 'patient' },
  'GET /api/v1/patients/{id}/readings': { action: 'see-patients', id: 'patient' },
  'GET /api/v1/patients/{id}/events': { action: 'see-patients', id: 'patient' },
  'GET /api/v1/alerts': { action: 'list-alerts' },
  'GET /api/v1/alerts/{id}': { action: 'handle-alerts', id: 'alert' },
  'POST /api/v1/alerts/{id}/acknowledge': { action: 'handle-alerts', id: 'alert', body: {} },
  'POST /api/v1/alerts/{id}/assign': { action: 'handle-alerts', id: 'alert', body: { to: 'NURSE' } },
  'POST /api/v1/alerts/{id}/note': { action: 'handle-alerts', id: 'alert', body: { text: 'soitettu' } },
  'POST /api/v1/alerts/{id}/resolve': { action: 'handle-alerts', id: 'alert', body: { outcome: 'visit' } },
  'GET /api/v1/overview': { action: 'see-overview' },
  'GET /api/v1/quarantine': { action: 'see-quarantine' },
  'POST /api/v1/quarantine/{id}/replay': { action: 'replay-quarantine' },

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
