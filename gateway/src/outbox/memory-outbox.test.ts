import type { Lane } from '@kotisilta/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { memoryOutbox } from './memory-outbox.ts'
import type { OutboxEntry } from './outbox.ts'

const alarm = (body: string): OutboxEntry => ({ lane: 'urgent', importance: 'vital', body })
const bodies = (count: number, from = 0): OutboxEntry[] =>
  Array.from({ length: count }, (_, n) => alarm(`"${from + n}"`))

const seq = fc.integer({ min: 0, max: 12 })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('next' as const), after: seq }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('acknowledge' as const), seqs: fc.array(seq, { maxLength: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('acknowledge up to' as const), upTo: seq }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('of another epoch' as const), upTo: seq }) },
)

it('is, after any steps, a list of the alarms that nobody has acknowledged, each told once when somebody does', () => {
  let acknowledged = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (program) => {
      const told: string[] = []
      const outbox = memoryOutbox(0, (body) => told.push(body))
      const { epoch } = outbox.state()
      let model: { seq: number; body: string }[] = []
      let given = 0
      const arrived: string[] = []
      const settle = (isSettled: (seq: number) => boolean): void => {
        arrived.push(...model.filter((each) => isSettled(each.seq)).map(({ body }) => body))
        model = model.filter((each) => !isSettled(each.seq))
      }
      for (const action of program) {
        if (action.do === 'append') {
          const entries = bodies(action.count, given)
          outbox.append(entries)
          model.push(...entries.map(({ body }) => ({ seq: ++given, body })))
        } else if (action.do === 'next') {
          const first = model.find((each) => each.seq > action.after)
          const expected = first && { lane: 'urgent', epoch, seq: first.seq, bodies: [first.body] }
          expect(outbox.next('urgent', action.after)).toEqual(expected)
          expect(outbox.next('items', action.after)).toBeUndefined()
        } else if (action.do === 'acknowledge') {
          outbox.acknowledge('urgent', epoch, { seqs: action.seqs })
          settle((each) => action.seqs.includes(each))
        } else if (action.do === 'acknowledge up to') {
          outbox.acknowledge('urgent', epoch, { upTo: action.upTo })
          settle((each) => each <= action.upTo)
        } else {
          outbox.acknowledge('urgent', '01JD7Z4QK2W3E5R6T7Y8V9B0NM', { upTo: action.upTo })
        }
        expect([...told].sort()).toEqual([...arrived].sort())
        expect(outbox.state()).toEqual({
          epoch,
          waiting: { items: 0, urgent: model.length },
          bytes: model.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
          dropped: 0,
          damaged: 0,
        })
      }
      acknowledged += arrived.length
    }),
    { numRuns: 200, seed: 7 },
  )
  expect(acknowledged).toBeGreaterThan(100)
})

it('takes a thousand calls and no more, and says so', () => {
  const outbox = memoryOutbox(0, () => {})
  outbox.append(bodies(1_000))
  expect(() => outbox.append([alarm('"one more"')])).toThrow(expect.objectContaining({ code: 'store-full' }))
  expect(outbox.state().waiting).toEqual({ items: 0, urgent: 1_000 } satisfies Record<Lane, number>)
})

it('begins an epoch of its own each time, so that no number of it means another alarm', () => {
  const epochs = [0, 1].map((now) => memoryOutbox(now, () => {}).state().epoch)
  expect(new Set(epochs).size).toBe(2)
})
