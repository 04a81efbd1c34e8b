import type { Actor, Alert, Finding } from '@kotisilta/contract'
import { type AlertCommand, type AlertContext, apply } from './lifecycle.ts'

export const aino: Actor = { id: 'aino', name: 'Aino' }
export const bo: Actor = { id: 'bo', name: 'Bo' }

export const context: AlertContext = {
  now: '2026-11-21T02:13:23.000Z',
  newId: () => '01JD7Z4QK2W3E5R6T7Y8V9B0NM',
  patient: { id: 'helvi', name: 'Helvi M.' },
}

let serial = 0

/** For tests: a finding of a rule, on an item of its own. */
export function finding(changes: Partial<Finding> & Pick<Finding, 'rule' | 'change'>): Finding {
  const title = `${changes.rule} ${changes.change} ${++serial}`
  const saying = { title, why: 'Because.' }
  const at = '2026-11-21T02:13:22.000Z'
  return {
    ruleVersion: 1,
    problem: 'vital-signs',
    priority: 'medium',
    at,
    words: { fi: saying, sv: saying, en: saying },
    basis: [{ item: String(serial).padStart(26, '0'), kind: 'heart-rate', at }],
    ...changes,
  }
}

/** For tests: the alert after commands that must all change it. */
export function after(...commands: AlertCommand[]): Alert {
  let alert: Alert | undefined
  for (const command of commands) {
    const result = apply(alert, command, context)
    if (!('alert' in result)) throw new Error(`${command.type}: ${JSON.stringify(result)}`)
    alert = result.alert
  }
  if (alert === undefined) throw new Error('no commands')
  return alert
}

export const found = (changes: Parameters<typeof finding>[0]): AlertCommand => ({
  type: 'finding',
  finding: finding(changes),
})
