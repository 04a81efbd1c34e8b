import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { glucoseRecordIdentity } from './glucose-measurement.ts'
import {
  answerArrived,
  beginRecordTransfer,
  type RecordMemory,
  recordArrived,
  type TransferOutcome,
} from './record-transfer.ts'

interface StoredRecord {
  readonly number: number
  readonly minute: number
  readonly value: number
}

/** A Glucose Measurement of so many 0.1 mmol/L. */
const frameOfRecord = ({ number, minute, value }: StoredRecord): Uint8Array =>
  Uint8Array.of(
    0x06,
    number & 0xff,
    number >> 8,
    ...[0xea, 0x07, 11, 1 + Math.floor(minute / 1440), Math.floor((minute % 1440) / 60), minute % 60, 0],
    value,
    0xc0,
    0x11,
  )

interface Meter {
  readonly stored: readonly StoredRecord[]
  /** Which notifications of the whole connection are lost on the way. */
  readonly loses?: ReadonlySet<number>
  readonly breaksAfter?: number
  readonly canCount?: boolean
  readonly canFilter?: boolean
}

const answer = (...bytes: number[]): Uint8Array => Uint8Array.of(...bytes)

/** What a meter says to a request: the records that it sends, and its answer. */
function respond(
  { stored, canCount = true, canFilter = true }: Meter,
  written: Uint8Array,
): { records: readonly StoredRecord[]; answer: Uint8Array } {
  const [op = 0, operator = 0, filter, low = 0, high = 0] = written
  if (op === 4 && !canCount) return { records: [], answer: answer(6, 0, 4, 2) }
  if (operator === 3 && !canFilter) return { records: [], answer: answer(6, 0, op, 4) }
  if (operator === 3) expect(filter).toBe(1)
  const asked = operator === 1 ? stored : stored.filter(({ number }) => number >= low + 256 * high)
  if (op === 4) return { records: [], answer: answer(5, 0, asked.length & 0xff, asked.length >> 8) }
  expect(op).toBe(1)
  return { records: asked, answer: answer(6, 0, 1, asked.length === 0 ? 6 : 1) }
}

/** One connection, from the first request to its outcome or to where the meter goes out of range. */
function connect(meter: Meter, memory: RecordMemory) {
  const fetched: string[] = []
  let sent = 0
  let step = beginRecordTransfer(memory)
  for (let requests = 0; step.write !== undefined; requests++) {
    expect(requests).toBeLessThan(12)
    const response = respond(meter, step.write)
    for (const record of response.records) {
      sent += 1
      if (meter.breaksAfter !== undefined && sent > meter.breaksAfter) {
        return { fetched, memory: step.transfer.memory, outcome: undefined as TransferOutcome | undefined }
      }
      if (meter.loses?.has(sent) === true) continue
      const frame = frameOfRecord(record)
      step = recordArrived(step.transfer, frame)
      if (step.isNew) fetched.push(glucoseRecordIdentity(frame)?.fingerprint ?? '')
    }
    step = answerArrived(step.transfer, response.answer)
  }
  return { fetched, memory: step.transfer.memory, outcome: step.outcome }
}

const NOTHING: RecordMemory = { seen: [] }
const records = (count: number, first = 1, minute = 0): StoredRecord[] =>
  Array.from({ length: count }, (_, index) => ({
    number: first + index,
    minute: minute + index,
    value: 40 + (index % 50),
  }))

describe('fetching the records of a glucose meter', () => {
  test('takes all of them the first time, and afterwards only those that are new', () => {
    const first = connect({ stored: records(5) }, NOTHING)
    expect([first.fetched.length, first.outcome]).toEqual([5, 'complete'])
    const again = connect({ stored: records(5) }, first.memory)
    expect([again.fetched.length, again.outcome]).toEqual([0, 'complete'])
    const later = connect({ stored: records(8) }, again.memory)
    expect(later.fetched).toHaveLength(3)
    expect(later.memory.last?.sequenceNumber).toBe(8)
  })

  test('bad input 22: record numbers that restart lose no record and repeat none: they are told apart by time and value', () => {
    const { memory } = connect({ stored: records(9) }, NOTHING)
    const fewer = [
      ...records(9)
        .map((old, index) => ({ ...old, number: index + 1 }))
        .slice(4),
      ...records(2, 6, 3000),
    ]
    const restarted = fewer.map((record, index) => ({ ...record, number: index + 1 }))
    const after = connect({ stored: restarted }, memory)
    expect([after.fetched.length, after.outcome]).toEqual([2, 'complete'])
    const beyond = connect({ stored: records(20, 1, 5000) }, memory)
    expect(beyond.fetched).toHaveLength(20)
  })

  test('goes on where the connection broke', () => {
    const broken = connect({ stored: records(10), breaksAfter: 4 }, NOTHING)
    expect([broken.fetched.length, broken.outcome]).toEqual([4, undefined])
    const rest = connect({ stored: records(10) }, broken.memory)
    expect([rest.fetched.length, rest.outcome]).toEqual([6, 'complete'])
  })

  test('asks again when fewer came than were counted, and says so when that does not help', () => {
    expect(connect({ stored: records(6), loses: new Set([3]) }, NOTHING)).toMatchObject({ outcome: 'complete' })
    expect(connect({ stored: records(6), loses: new Set([3]) }, NOTHING).fetched).toHaveLength(6)
    const twice = connect({ stored: records(6), loses: new Set([3, 9]) }, NOTHING)
    expect(twice.outcome).toBe('incomplete')
    expect(twice.memory.last).toBeUndefined()
    expect(connect({ stored: records(6) }, twice.memory).fetched).toHaveLength(1)
  })

  test('does without counting and without filters where a meter has none', () => {
    const plain = { stored: records(4), canCount: false, canFilter: false }
    const first = connect(plain, NOTHING)
    expect([first.fetched.length, first.outcome]).toEqual([4, 'complete'])
    const next = connect({ ...plain, stored: records(5) }, first.memory)
    expect([next.fetched.length, next.outcome]).toEqual([1, 'complete'])
  })

  test('is complete at once where nothing is stored', () => {
    expect(connect({ stored: [] }, NOTHING)).toEqual({ fetched: [], memory: NOTHING, outcome: 'complete' })
  })

  test('ends when the meter refuses, and takes no notice of what is no answer', () => {
    const { transfer } = beginRecordTransfer(NOTHING)
    expect(answerArrived(transfer, frameOf('0103010200'))).toEqual({ transfer })
    expect(recordArrived(transfer, frameOf('0607'))).toEqual({ transfer })
    expect(answerArrived(transfer, frameOf('06000408')).outcome).toBe('failed')
    const reporting = answerArrived(transfer, frameOf('05000100')).transfer
    expect(answerArrived(reporting, frameOf('06000108')).outcome).toBe('failed')
    expect(answerArrived(reporting, frameOf('06000102')).outcome).toBe('not-supported')
  })

  test('whatever breaks, is lost or restarts in between: every record comes once in the end', () => {
    const visit = fc.record({
      added: fc.integer({ min: 0, max: 6 }),
      breaksAfter: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
      loses: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
      restarts: fc.boolean(),
      canCount: fc.constant(true),
    })
    fc.assert(
      fc.property(fc.array(visit, { maxLength: 8 }), (visits) => {
        let stored: StoredRecord[] = []
        let memory = NOTHING
        const fetched: string[] = []
        const take = (meter: Meter) => {
          const run = connect(meter, memory)
          fetched.push(...run.fetched)
          memory = run.memory
          return run
        }
        let minute = 0
        for (const { added, breaksAfter, loses, restarts } of visits) {
          if (restarts) stored = stored.map((record, index) => ({ ...record, number: index + 1 }))
          const next = (stored.at(-1)?.number ?? 0) + 1
          stored = [...stored, ...records(added, next, minute)]
          minute += added + 1
          take({ stored, loses: new Set(loses), ...(breaksAfter !== undefined && { breaksAfter }) })
        }
        expect(take({ stored }).outcome).toBe('complete')
        expect(fetched.toSorted()).toEqual(
          stored.map((record) => glucoseRecordIdentity(frameOfRecord(record))?.fingerprint).toSorted(),
        )
      }),
      { numRuns: 300 },
    )
  })
})
