import { failed } from '../decoded.ts'
import { frameParser } from '../frame/frame-decoder.ts'

const NUMBER_OF_STORED_RECORDS = 5
const RESPONSE = 6

/** What a device answers on its Record Access Control Point. */
export type RecordAccessAnswer =
  | { readonly op: 'count'; readonly records: number }
  | { readonly op: 'response'; readonly request: number; readonly outcome: RecordAccessOutcome }

/** `no-records` is a good answer: there is nothing to fetch. */
type RecordAccessOutcome = 'success' | 'no-records' | 'not-supported' | 'failed'

const OUTCOMES: Readonly<Record<number, RecordAccessOutcome>> = {
  1: 'success',
  2: 'not-supported', // op code
  4: 'not-supported', // operator
  6: 'no-records',
  9: 'not-supported', // operand
}

/**
 * An indication of Record Access Control Point, 2A52 (Glucose Service 1.0). Op codes 1 to 4 are requests, which a device
 * does not send. The count is of two bytes by the specification; devices that send another length are understood too.
 */
export const parseRecordAccessAnswer = frameParser<RecordAccessAnswer>((reader) => {
  const op = reader.uint8('op code')
  const operator = reader.uint8('operator')
  if (op !== NUMBER_OF_STORED_RECORDS && op !== RESPONSE) return failed('frame-malformed', `op code ${op} is no answer`)
  if (operator !== 0) return failed('frame-malformed', `an answer has operator 0, not ${operator}`)
  if (op === RESPONSE) {
    const request = reader.uint8('request op code')
    const code = reader.uint8('response code')
    return { value: { op: 'response', request, outcome: OUTCOMES[code] ?? 'failed' } }
  }
  const records = reader.unsigned(Math.min(Math.max(reader.remaining, 1), 4), 'number of records')
  return { value: { op: 'count', records } }
})
