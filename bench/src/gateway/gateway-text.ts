import { type Goal, goalText } from '../report/row.ts'
import { columnsText } from '../report/table.ts'
import type { Backlog } from './backlog.ts'
import type { BlackHole } from './black-hole.ts'
import type { Footprint } from './footprint.ts'

const atMost = (limit: number, value: number): Goal => ({ text: `<= ${limit}`, reached: value <= limit })
const below = (limit: number, value: number): Goal => ({ text: `< ${limit}`, reached: value < limit })

const number = (value: number, decimals: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** What was measured of a gateway, beside what is asked of it. */
export function gatewayText(footprint: Footprint, backlog: Backlog, hole: BlackHole): string {
  const { resident, afterBurst, most, core, kilobytesAMinute, grownHeap, days } = footprint
  const { items, stored, itemsPerSecond, waited, p50, p99, presses } = backlog
  const rows: readonly (readonly [string, string, Goal?, Goal?])[] = [
    ['12 devices at rest: MB resident', number(resident, 1), atMost(110, resident), atMost(90, resident)],
    ['the same after a day of readings at once', number(afterBurst, 1), atMost(110, afterBurst)],
    ['the most meanwhile', number(most, 1)],
    ['% of a core at rest', number(core, 2), below(1, core)],
    ['kB written a minute at rest', number(kilobytesAMinute, 1), below(50, kilobytesAMinute)],
    [`MB of heap that a day leaves (of ${days}, collected)`, number(grownHeap, 2), below(2, grownHeap)],
    [`${number(items, 0)} waiting: items/s`, number(itemsPerSecond, 0), atLeast(5_000, itemsPerSecond)],
    ['of them and the calls not stored', number(Math.max(0, items - stored), 0), atMost(0, items - stored)],
    ['a call that waited: ms from the line’s return', number(waited, 0), below(1_000, waited)],
    [`${presses} calls meanwhile: p50 ms to the screen`, number(p50, 0)],
    ['p99 ms to the screen', number(p99, 0), below(250, p99)],
    [`${hole.calls} calls while packets vanish: p50 ms from the line’s return`, number(hole.p50, 0)],
    ['the slowest of them', number(hole.most, 0), below(1_000, hole.most)],
  ]
  return columnsText(
    ['', 'gateway', 'bar', 'aim'],
    rows.map(([what, value, bar, aim]) => [what, value, goalText(bar), goalText(aim)]),
    new Set([0, 2, 3]),
  )
}

const atLeast = (limit: number, value: number): Goal => ({ text: `>= ${number(limit, 0)}`, reached: value >= limit })
