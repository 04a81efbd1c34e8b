import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { parseHostStat } from './host-usage.ts'
import { parseStat, TICKS_PER_SECOND, usageOf } from './process-usage.ts'

test('a process whose name looks like fields is read right', () => {
  const ticks = 3 * TICKS_PER_SECOND
  const line = `77 (a) R 9 (b)) S 12 12 5979 0 -1 4194304 99 0 1 0 ${ticks} ${ticks} 0 0 20 0 1 0 126522`
  expect(parseStat(line)).toEqual({ parent: 12, cpuSeconds: 6 })
})

test("a host's busy time leaves out what it idled, waited and was robbed of", () => {
  const seconds = [1, 2, 3, 100, 50, 4, 5, 6, 0, 0].map((value) => value * TICKS_PER_SECOND)
  expect(parseHostStat(`cpu  ${seconds.join(' ')}\ncpu0 1 1`)).toEqual({ busySeconds: 15, stolenSeconds: 6 })
})

test('the usage of a process includes its children', async () => {
  const child = spawn('sh', ['-c', 'sleep 30 & echo started; wait'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  try {
    await once(child.stdout, 'data')
    const pid = child.pid as number
    const { residentBytes, peakBytes } = usageOf([pid])
    expect(residentBytes).toBeGreaterThan(500_000)
    expect(peakBytes).toBeGreaterThanOrEqual(residentBytes)
    expect(usageOf([process.pid]).residentBytes).toBeGreaterThan(residentBytes)
  } finally {
    process.kill(-(child.pid as number), 'SIGKILL')
  }
})
