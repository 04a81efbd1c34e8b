import { expect, test } from 'vitest'
import type { BatchRequest } from './protocol.ts'
import { turns } from './turn.ts'

const batch = (id: number, lanes: BatchRequest['lanes'], commands: BatchRequest['commands'] = []): BatchRequest => ({
  id,
  gateways: lanes.map(() => 'g1'),
  lanes,
  lengths: lanes.map(() => 0),
  bytes: new Uint8Array(),
  commands,
})

function orderOf(...batches: BatchRequest[]): number[] {
  const order: number[] = []
  const takeNext = turns()
  for (let next = takeNext(batches); next !== undefined; next = takeNext(batches)) order.push(next.id)
  return order
}

test('alarms go before the batches of a backlog that wait, in their own order', () => {
  expect(
    orderOf(batch(1, ['items']), batch(2, ['urgent']), batch(3, ['items']), batch(4, ['urgent', 'urgent'])),
  ).toEqual([2, 4, 1, 3])
})

test('what people do keeps its order, also when an alarm is in the same batch', () => {
  const probe = [{ type: 'probe' }] as const
  expect(orderOf(batch(1, ['items'], [...probe]), batch(2, ['urgent'], [...probe]), batch(3, [], [...probe]))).toEqual([
    1, 2, 3,
  ])
})

test('there is nothing to take where nothing waits', () => {
  expect(turns()([])).toBeUndefined()
})

test('a flood of alarms goes before what waits four times, and no more', () => {
  const alarms = Array.from({ length: 7 }, (_, index) => batch(10 + index, ['urgent']))
  expect(orderOf(batch(1, ['items']), batch(2, []), ...alarms)).toEqual([10, 11, 12, 13, 1, 14, 15, 16, 2])
})
