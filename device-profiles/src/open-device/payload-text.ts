import { failed } from '../decoded.ts'
import type { Parsed } from '../frame/frame-decoder.ts'
import { shapeFault } from './json-shape.ts'

/** Far more than any message needs. */
const LARGEST_PAYLOAD = 64 * 1024

export interface OpenPayload {
  readonly json: unknown
  /** As it was sent. */
  readonly text: string
}

/** What a payload holds, or which of the ways to be wrong it took. */
export function parsePayload(payload: Uint8Array | string): Parsed<OpenPayload> {
  if (payload.length === 0) return failed('payload-empty', 'the payload is empty')
  if (payload.length > LARGEST_PAYLOAD) return failed('payload-too-large', `more than ${LARGEST_PAYLOAD} bytes`)
  const text = typeof payload === 'string' ? payload : textOf(payload)
  if (text === undefined) return failed('payload-not-utf8', 'the payload is not UTF-8')
  switch (shapeFault(text)) {
    case 'too-deep':
      return failed('payload-too-deep', 'the payload is nested too deeply')
    case 'duplicate-key':
      return failed('payload-invalid', 'the payload has the same key twice in one object')
    default:
      return parseJson(text)
  }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parseJson(text: string): Parsed<OpenPayload> {
  try {
    return { value: { json: JSON.parse(text), text } }
  } catch {
    return failed('payload-not-json', 'the payload is not JSON')
  }
}
