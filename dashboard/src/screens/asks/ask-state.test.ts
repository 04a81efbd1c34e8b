import { COMMAND_CODES, HOME_COMMAND_STATUS } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { ASK_STATES, askState, isForStaff, isUnderWay } from './ask-state.ts'

test('whatever a home answers has words, and is under way, for the staff, or has reached the person', () => {
  for (const status of HOME_COMMAND_STATUS) {
    for (const code of [...COMMAND_CODES, null]) {
      const state = askState({ status, code })
      expect(ASK_STATES).toContain(state)
      const reached = ['asked', 'well', 'help'].includes(state)
      expect([isUnderWay({ status }), isForStaff(state), reached].filter(Boolean)).toHaveLength(1)
    }
  }
})

test.each([
  ['done', 'asked', 'asked'],
  ['done', 'answered-help', 'help'],
  ['cannot', 'nothing-can', 'nothing-can'],
  ['cannot', 'device-unreachable', 'unreachable'],
  ['failed', 'not-answered', 'not-answered'],
  ['refused', 'command-expired', 'expired'],
  ['refused', 'command-unknown', 'not-asked'],
  ['expired', null, 'expired'],
] as const)('%s with %s is %s', (status, code, state) => {
  expect(askState({ status, code })).toBe(state)
})
