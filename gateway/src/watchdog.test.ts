import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchdog } from './watchdog.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const SYSTEMD = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '60000000' }

it('says that it has begun, then a sign of life well within the time that systemd waits, and none once it is not well', () => {
  const said: string[] = []
  let well = true
  const dog = watchdog(
    SYSTEMD,
    () => well,
    (word) => said.push(word),
  )
  vi.advanceTimersByTime(120_000)
  expect(said).toEqual([])
  dog.ready()
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual(['--ready', 'WATCHDOG=1', 'WATCHDOG=1'])
  well = false
  vi.advanceTimersByTime(120_000)
  expect(said).toHaveLength(3)
  dog.close()
  expect(vi.getTimerCount()).toBe(0)
})

it('says nothing where nobody has asked', () => {
  const said: string[] = []
  const dog = watchdog(
    {},
    () => true,
    (word) => said.push(word),
  )
  dog.ready()
  vi.advanceTimersByTime(120_000)
  expect(said).toEqual([])
})
