import { isoTime } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { type HouseFacts, houseTroubles } from './house-troubles.ts'

const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const HOUR = 3_600_000
const backup = (hoursAgo: number, code: string | null = null) => {
  const at = isoTime(NOW - hoursAgo * HOUR)
  return { at, code, good: at }
}
const well: HouseFacts = { backup: undefined, down: [], damage: undefined }
const problems = (facts: Partial<HouseFacts>) => houseTroubles({ ...well, ...facts }, NOW).map(({ problem }) => problem)

describe('the server itself', () => {
  test('is well when nothing is known to be wrong', () => {
    expect(problems({})).toEqual([])
    expect(problems({ backup: backup(1) })).toEqual([])
  })

  test.each([
    [26, []],
    [26.01, ['backup-failed']],
  ])('has a backup of %d hours ago: %j', (hours, expected) => {
    expect(problems({ backup: backup(hours) })).toEqual(expected)
  })

  test('tells at once of a backup that failed, and of a database that is not whole', () => {
    expect(problems({ backup: backup(0, 'ENOSPC') })).toEqual(['backup-failed'])
    expect(problems({ backup: backup(0, 'database-damaged') })).toEqual(['database-damaged', 'backup-failed'])
    expect(problems({ backup: { ...backup(0), good: null } })).toEqual(['backup-failed'])
  })

  test('tells once of a database that is not whole, whoever has met it', () => {
    const met = houseTroubles({ ...well, damage: 'task: page 7' }, NOW)
    expect(met).toEqual([{ problem: 'database-damaged', detail: 'task: page 7' }])
    expect(problems({ damage: 'x', backup: backup(0, 'database-damaged') })).toEqual([
      'database-damaged',
      'backup-failed',
    ])
  })

  test('tells of each channel that is down', () => {
    expect(houseTroubles({ ...well, down: ['sms', 'voice'] }, NOW)).toEqual([
      { problem: 'channel-down', channel: 'sms', detail: 'sms' },
      { problem: 'channel-down', channel: 'voice', detail: 'voice' },
    ])
  })
})
