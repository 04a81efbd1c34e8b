import { HANDOVER_STATES } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { isWhole, receipt } from './receipt.ts'

const alert = { kind: 'alert', state: 'offered' } as const
const had = (owner: string | null, isFinished = false) => ({ owner, isFinished })

test('what the giver still has changes hands; what has ended, is nobody’s or another’s by then is gone', () => {
  expect(receipt(alert, had('aino'), 'aino')).toBe('received')
  expect(receipt(alert, had('bo'), 'aino')).toBe('gone')
  expect(receipt(alert, had(null), 'aino')).toBe('gone')
  expect(receipt(alert, had('aino', true), 'aino')).toBe('gone')
  expect(receipt(alert, undefined, 'aino')).toBe('gone')
})

test('a worry is received by being heard, and nothing is received twice', () => {
  expect(receipt({ kind: 'worry', state: 'offered' }, undefined, 'aino')).toBe('received')
  for (const state of HANDOVER_STATES) {
    const result = receipt({ kind: 'alert', state }, had('aino'), 'aino')
    expect(result === 'unchanged', state).toBe(state !== 'offered')
  }
})

test('a handover is whole when nothing of it is left lying', () => {
  expect(isWhole([{ state: 'received' }, { state: 'gone' }, { state: 'kept' }])).toBe(true)
  expect(isWhole([{ state: 'received' }, { state: 'offered' }])).toBe(false)
})
