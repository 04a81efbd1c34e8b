import { type Alert, alertSchema, type Priority } from '@kotisilta/contract'

const START = Date.UTC(2026, 10, 21, 0, 0, 0)
const saying = { title: 'Alarm button pressed', why: 'The button on the wristband was pressed.' }

/** The ULID of the nth alert of a test. */
export const alertId = (n: number): string => `01JD7Z4QK2W3E5R6T7Y8V9${String(n).padStart(4, '0')}`

/** A valid alert for tests: the nth, raised n minutes after midnight, `change` laid over it. */
export function anAlert(n: number, priority: Priority = 'high', change: Partial<Alert> = {}): Alert {
  const at = new Date(START + n * 60_000).toISOString()
  return alertSchema.parse({
    id: alertId(n),
    patient: { id: `patient-${n}`, name: `Person ${n}` },
    problem: 'sos',
    priority,
    status: 'open',
    rule: 'sos',
    ruleVersion: 1,
    title: 'Alarm button pressed',
    words: { fi: saying, sv: saying, en: saying },
    raisedAt: at,
    occurredAt: at,
    version: 1,
    owner: null,
    basis: [],
    history: [{ at, event: 'raised', rule: 'sos' }],
    ...change,
  })
}

export const byId = (...alerts: Alert[]): Map<string, Alert> => new Map(alerts.map((alert) => [alert.id, alert]))
