import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lane } from '@kotisilta/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../store/store.ts'
import { IMPORTANCE } from './outbox.ts'
import { outboxModel } from './outbox-model.fixture.ts'
import { sqliteOutbox } from './sqlite-outbox.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-outbox-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const lane = fc.constantFrom<Lane>('items', 'urgent')
const seq = fc.integer({ min: 0, max: 8 })
const entry = fc
  .record({ lane, importance: fc.constantFrom(...IMPORTANCE), body: fc.string({ maxLength: 12, unit: 'grapheme' }) })
  .map((made) => (made.lane === 'urgent' ? { ...made, importance: 'vital' as const } : made))
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('append' as const),
      entries: fc.array(entry, { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('next' as const), lane, after: seq }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('acknowledge' as const), lane, seqs: fc.array(seq) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('acknowledge up to' as const), lane, upTo: seq }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('die' as const) }) },
)

describe('the SQLite outbox beside its model', () => {
  it('is the same after any steps, closed and reopened, or killed and reopened, at any moment', () => {
    let run = 0
    let steps = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 10, max: 200 }), (program, limit) => {
        let place = join(folder, `run-${run++}`)
        const open = () => {
          const store = openStore(join(place, 'gateway.sqlite'), 0)
          expect(store.setAside).toBeUndefined()
          return { store, outbox: sqliteOutbox(store, { bytes: limit }, 0) }
        }
        let real = open()
        const { epoch } = real.outbox.state()
        const model = outboxModel(limit)
        for (const action of program) {
          steps += 1
          if (action.do === 'append') {
            real.outbox.append(action.entries)
            model.append(action.entries)
          } else if (action.do === 'next') {
            const expected = model.next(action.lane, action.after)
            const got = real.outbox.next(action.lane, action.after)
            expect(got).toEqual(expected && { ...expected, lane: action.lane, epoch })
          } else if (action.do === 'acknowledge') {
            real.outbox.acknowledge(action.lane, epoch, { seqs: action.seqs })
            model.acknowledge(action.lane, { seqs: action.seqs })
          } else if (action.do === 'acknowledge up to') {
            real.outbox.acknowledge(action.lane, epoch, { upTo: action.upTo })
            model.acknowledge(action.lane, { upTo: action.upTo })
          } else if (action.do === 'reopen') {
            real.store.close()
            real = open()
          } else {
            // What a killed process leaves: the files as they are, with nothing closed.
            const left = `${place}-left`
            cpSync(place, left, { recursive: true })
            real.store.close()
            place = left
            real = open()
          }
          expect(real.outbox.state()).toEqual({ ...model.state(), epoch })
        }
        real.store.close()
      }),
      { numRuns: 150 },
    )
    expect(steps).toBeGreaterThan(500)
  }, 60_000)
})
