import { PAIRING_STAGES, type PairingState } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { isPairing } from './is-pairing.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const window = (stage: PairingState['stage'], until = NOW + 1): PairingState => ({
  stage,
  until: new Date(until).toISOString(),
  found: [],
})

test('a window is open until its time is over, or what it was for has come about or been refused', () => {
  expect(PAIRING_STAGES.filter((stage) => !isPairing(window(stage), NOW))).toEqual(['paired', 'refused', 'closed'])
  expect(isPairing(window('open', NOW), NOW)).toBe(false)
  expect(isPairing(undefined, NOW)).toBe(false)
})
