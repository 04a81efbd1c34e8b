import type { Lane } from '@kotisilta/contract'
import { type Acknowledged, IMPORTANCE, type OutboxEntry } from './outbox.ts'

interface ModelMessage {
  seq: number
  bodies: string[]
}
interface ModelLane {
  given: number
  bound: ModelMessage[]
  unbound: OutboxEntry[]
}

/** What an outbox must be, in arrays: the yardstick of the property tests. */
export function outboxModel(limitBytes: number) {
  const lanes: Record<Lane, ModelLane> = {
    items: { given: 0, bound: [], unbound: [] },
    urgent: { given: 0, bound: [], unbound: [] },
  }
  let dropped = 0

  const sizeOf = (bodies: readonly string[]): number => bodies.reduce((sum, body) => sum + Buffer.byteLength(body), 0)
  const bytes = (): number =>
    Object.values(lanes).reduce(
      (sum, { bound, unbound }) => sum + sizeOf(bound.flatMap((m) => m.bodies)) + sizeOf(unbound.map((e) => e.body)),
      0,
    )
  function form(name: Lane): void {
    const lane = lanes[name]
    const bodies = lane.unbound.splice(0, name === 'urgent' ? 1 : 500).map((entry) => entry.body)
    if (bodies.length > 0) lane.bound.push({ seq: ++lane.given, bodies })
  }

  return {
    append(entries: readonly OutboxEntry[]): void {
      for (const entry of entries) lanes[entry.lane].unbound.push(entry)
      for (const name of ['items', 'urgent'] as const) if (lanes[name].bound.length === 0) form(name)
      const { unbound } = lanes.items
      for (const importance of IMPORTANCE.slice(0, -1)) {
        for (let n = 0; n < unbound.length && bytes() > limitBytes; ) {
          if (unbound[n]?.importance === importance) {
            unbound.splice(n, 1)
            dropped += 1
          } else n += 1
        }
      }
    },
    next(name: Lane, after: number): ModelMessage | undefined {
      const lane = lanes[name]
      if (after <= lane.given && !lane.bound.some((message) => message.seq > after)) form(name)
      return lane.bound.find((message) => message.seq > after)
    },
    acknowledge(name: Lane, which: Acknowledged): void {
      const lane = lanes[name]
      lane.bound = lane.bound.filter(({ seq }) =>
        'upTo' in which ? which.upTo > lane.given || seq > which.upTo : !which.seqs.includes(seq),
      )
    },
    state: () => ({
      waiting: {
        items: lanes.items.bound.flatMap((m) => m.bodies).length + lanes.items.unbound.length,
        urgent: lanes.urgent.bound.flatMap((m) => m.bodies).length + lanes.urgent.unbound.length,
      },
      bytes: bytes(),
      dropped,
      damaged: 0,
    }),
  }
}
