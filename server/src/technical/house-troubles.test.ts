import { isoTime } from '@kotisilta/contract'
import { describe, expect, test } from 'vitest'
import { houseTroubles } from './house-troubles.ts'

const NOW = Date.parse('2026-11-26T12:00:00.000Z')
const HOUR = 3_600_000
const backup = (hoursAgo: number, code: string | null = null) => {
  const at = isoTime(NOW - hoursAgo * HOUR)
  return { at, code, good: at }
}
const problems = (...given: Parameters<typeof houseTroubles>) => houseTroubles(...given).map(({ problem }) => problem)

describe('the server itself', () => {
  test('is well when nothing is known to be wrong', () => {
    expect(houseTroubles(undefined, [], NOW)).toEqual([])
    expect(houseTroubles(backup(1), [], NOW)).toEqual([])
  })

  test.each([
    [26, []],
    [26.01, ['backup-failed']],
  ])('has a backup of %d hours ago: %j', (hours, expected) => {
    expect(problems(backup(hours), [], NOW)).toEqual(expected)
  })

  test('tells at once of a backup that failed, and of a database that is not whole', () => {
    expect(problems(backup(0, 'ENOSPC'), [], NOW)).toEqual(['backup-failed'])
    expect(problems(backup(0, 'database-damaged'), [], NOW)).toEqual(['database-damaged', 'backup-failed'])
    expect(problems({ ...backup(0), good: null }, [], NOW)).toEqual(['backup-failed'])
  })

  test('tells of each channel that is down', () => {
    expect(houseTroubles(undefined, ['sms', 'voice'], NOW)).toEqual([
      { problem: 'channel-down', channel: 'sms', detail: 'sms' },
      { problem: 'channel-down', channel: 'voice', detail: 'voice' },
    ])
  })
})
