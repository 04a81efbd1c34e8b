import { describe, expect, it } from 'vitest'
import type { GatewayStatus } from '../status/status.ts'
import { devicesFinding, outboxFinding, radioFinding } from './from-gateway.ts'
import { clockFinding, diskFinding, memoryFinding } from './machine.ts'

const NOW = Date.parse('2026-11-26T08:00:00.000Z')
const HOUR = 3_600_000
const lost = { dropped: 0, damaged: 0 }
const status = (state: object): GatewayStatus => ({
  gateway: 'gw-1',
  server: 'hub:8883',
  connected: true,
  at: '2026-11-26T08:00:00.000Z',
  waiting: { items: 0, urgent: 0, bytes: 0 },
  oldest: null,
  memory: 70_000_000,
  state: { online: true, ...state },
})
const device = { device: 'ble:c80f10a1b2c3', battery: 80, rssi: -60, lastSeen: '2026-11-26T07:59:00.000Z' }

describe('what a technician is told', () => {
  it('of what waits: ten minutes are nothing, more is a warning, and an alarm that waits a minute is wrong', () => {
    const waits = (items: number, urgent: number, span: number) =>
      outboxFinding({ items, urgent, bytes: 9_000 }, NOW - span, NOW, lost).state
    expect(outboxFinding({ items: 0, urgent: 0, bytes: 0 }, undefined, NOW, lost).state).toBe('ok')
    expect([waits(5, 0, 600_000), waits(5, 0, 600_001)]).toEqual(['ok', 'warning'])
    expect([waits(0, 1, 60_000), waits(0, 1, 60_001)]).toEqual(['ok', 'wrong'])
    expect(outboxFinding({ items: 5, urgent: 0, bytes: 9_000 }, NOW - 30 * HOUR, NOW, lost).says).toContain('30 h')
    expect(outboxFinding({ items: 0, urgent: 0, bytes: 0 }, undefined, NOW, { dropped: 3, damaged: 0 }).says).toContain(
      '3 given up',
    )
  })

  it.each([
    [{}, 'ok'],
    [{ battery: 14 }, 'warning'],
    [{ battery: 15 }, 'ok'],
    [{ rssi: -91 }, 'warning'],
    [{ lastSeen: null }, 'warning'],
    [{ silence: 'battery' }, 'warning'],
  ])('of a device with %j: %s', (more, state) => {
    expect(devicesFinding(status({ devices: [{ ...device, ...more }] })).state).toBe(state)
  })

  it('of the radio: only one that listens is well', () => {
    const states = ['listening', 'starting', 'none', 'deaf', 'no-bus', 'something newer', undefined]
    expect(states.map((radio) => radioFinding(status({ radio })).state)).toEqual([
      'ok',
      'warning',
      'warning',
      'wrong',
      'wrong',
      'wrong',
      'wrong',
    ])
  })

  it('of the clock: network time, none, 1970, and one that goes back', () => {
    expect(clockFinding(NOW, true, NOW - HOUR).state).toBe('ok')
    expect(clockFinding(NOW, false, undefined).state).toBe('warning')
    expect(clockFinding(NOW, undefined, undefined).state).toBe('warning')
    expect(clockFinding(0, true, undefined).state).toBe('wrong')
    expect(clockFinding(NOW, true, NOW + 60_001).state).toBe('wrong')
  })

  it('of memory and a folder that is not there', () => {
    expect(memoryFinding(70_000_000, 'MemAvailable:  400000 kB').state).toBe('ok')
    expect(memoryFinding(70_000_000, 'MemAvailable:  20000 kB').state).toBe('wrong')
    expect(memoryFinding(300_000_000, 'MemAvailable:  400000 kB').state).toBe('warning')
    expect(memoryFinding(undefined, '').state).toBe('ok')
    expect(diskFinding('/nowhere/at/all').state).toBe('wrong')
  })
})
