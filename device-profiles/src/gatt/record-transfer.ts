import { type GlucoseRecordIdentity, glucoseRecordIdentity } from './glucose-measurement.ts'
import { parseRecordAccessAnswer, type RecordAccessAnswer } from './record-access-control-point.ts'

// Glucose Service 1.0, Record Access Control Point: op codes, operators, and the filter by sequence number.
const REPORT_RECORDS = 1
const COUNT_RECORDS = 4
const ALL = 1
const FROM = 3
const BY_SEQUENCE_NUMBER = 1

/** What is remembered of a meter between connections; plain data, to be kept with the device. */
export interface RecordMemory {
  /** The record that was fetched last. */
  readonly last?: GlucoseRecordIdentity
  /** Fingerprints of the records that were fetched, the newest last. */
  readonly seen: readonly string[]
}

/** More than any meter stores. */
const REMEMBERED = 2000

type Scope = 'new' | 'all'

/** Where a transfer stands. */
export interface RecordTransfer {
  readonly phase: 'counting' | 'reporting' | 'done'
  readonly scope: Scope
  readonly memory: RecordMemory
  /** How many the meter says it will send; undefined if it cannot count. */
  readonly expected?: number
  readonly arrived: number
  /** Whether the record asked from came as it was remembered: the numbering has not restarted. */
  readonly anchored: boolean
  readonly attempt: number
  readonly newest?: GlucoseRecordIdentity
}

/** `incomplete`: the meter sent fewer records than it counted, twice. */
export type TransferOutcome = 'complete' | 'incomplete' | 'not-supported' | 'failed'

/** What to do after a step. */
export interface TransferStep {
  readonly transfer: RecordTransfer
  /** To be written to the Record Access Control Point, 2A52. */
  readonly write?: Uint8Array
  /** Whether the record that came is one that was not fetched before. */
  readonly isNew?: boolean
  /** The transfer is over; `transfer.memory` is to be kept once the records are safe. */
  readonly outcome?: TransferOutcome
}

/**
 * Begins to fetch what a meter has stored: all missed records, each once. Subscribe to 2A18, 2A34 and 2A52 before writing.
 *
 * It asks from the last known record on, that one included: if it comes as remembered, the meter still counts as it did. If not, its
 * numbers have restarted (a new battery, a repair), so everything is asked for and told apart by time and value.
 */
export function beginRecordTransfer(memory: RecordMemory): TransferStep {
  return ask('counting', {
    phase: 'counting',
    scope: memory.last === undefined ? 'all' : 'new',
    memory,
    arrived: 0,
    anchored: false,
    attempt: 1,
  })
}

/** A Glucose Measurement has come. */
export function recordArrived(transfer: RecordTransfer, frame: Uint8Array): TransferStep {
  const identity = glucoseRecordIdentity(frame)
  if (identity === undefined) return { transfer }
  const { memory, anchored } = transfer
  const isNew = !memory.seen.includes(identity.fingerprint)
  return {
    isNew,
    transfer: {
      ...transfer,
      arrived: transfer.arrived + 1,
      newest: identity,
      anchored: anchored || isSame(identity, memory.last),
      memory: isNew ? { ...memory, seen: [...memory.seen, identity.fingerprint].slice(-REMEMBERED) } : memory,
    },
  }
}

/** An indication of the Record Access Control Point has come. What is no answer changes nothing. */
export function answerArrived(transfer: RecordTransfer, frame: Uint8Array): TransferStep {
  const parsed = parseRecordAccessAnswer(frame)
  if ('error' in parsed || transfer.phase === 'done') return { transfer }
  return transfer.phase === 'counting' ? counted(transfer, parsed.value) : reported(transfer, parsed.value)
}

function counted(transfer: RecordTransfer, answer: RecordAccessAnswer): TransferStep {
  if (answer.op === 'count' && answer.records > 0) return ask('reporting', { ...transfer, expected: answer.records })
  // A meter that cannot count is asked for the records all the same.
  if (answer.op === 'response' && answer.outcome === 'not-supported') return ask('reporting', transfer)
  return reported({ ...transfer, expected: 0 }, answer)
}

function reported(transfer: RecordTransfer, answer: RecordAccessAnswer): TransferStep {
  const { scope, anchored, arrived, expected, attempt } = transfer
  const refusal = answer.op === 'response' && answer.outcome === 'not-supported'
  const restarted = answer.op === 'count' || ['success', 'no-records'].includes(answer.outcome)
  if (scope === 'new' && (refusal || (restarted && !anchored))) {
    return ask('counting', { ...transfer, ...FRESH, scope: 'all' })
  }
  if (refusal) return done(transfer, 'not-supported')
  if (answer.op === 'response' && answer.outcome === 'failed') return done(transfer, 'failed')
  if (expected === undefined || arrived >= expected) return done(transfer, 'complete')
  return attempt === 1 ? ask('counting', { ...transfer, ...FRESH, attempt: 2 }) : done(transfer, 'incomplete')
}

const FRESH = { arrived: 0, anchored: false }

/** What did not come in full is asked for from the same place next time; what came is not given out twice. */
function done(transfer: RecordTransfer, outcome: TransferOutcome): TransferStep {
  const { memory, newest } = transfer
  const kept = outcome === 'complete' && newest !== undefined ? { ...memory, last: newest } : memory
  return { outcome, transfer: { ...transfer, phase: 'done', memory: kept } }
}

function ask(phase: 'counting' | 'reporting', transfer: RecordTransfer): TransferStep {
  const { expected: _, ...rest } = transfer
  const next = phase === 'counting' ? { ...rest, phase } : { ...transfer, phase }
  return { transfer: next, write: request(phase === 'counting' ? COUNT_RECORDS : REPORT_RECORDS, next) }
}

function request(op: number, { scope, memory }: RecordTransfer): Uint8Array {
  const from = memory.last?.sequenceNumber ?? 0
  return scope === 'all' ? Uint8Array.of(op, ALL) : Uint8Array.of(op, FROM, BY_SEQUENCE_NUMBER, from & 0xff, from >> 8)
}

const isSame = (one: GlucoseRecordIdentity, other: GlucoseRecordIdentity | undefined): boolean =>
  one.sequenceNumber === other?.sequenceNumber && one.fingerprint === other.fingerprint
