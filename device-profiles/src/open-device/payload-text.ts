import { failed } from '../decoded.ts'
import type { Parsed } from '../frame/frame-decoder.ts'
import { shapeFault } from './json-shape.ts'

interface PayloadLimits {
  readonly bytes: number
  readonly levels: number
}

/** Far more than any message of a device needs. */
const DEVICE_LIMITS: PayloadLimits = { bytes: 64 * 1024, levels: 8 }

export interface OpenPayload {
  readonly json: unknown
  /** As it was sent. */
  readonly text: string
}

/** What a payload holds, or which of the ways to be wrong it took. */
export function parsePayload(payload: Uint8Array | string, { bytes, levels } = DEVICE_LIMITS): Parsed<OpenPayload> {
  if (payload.length === 0) return failed('payload-empty', 'the payload is empty')
  if (payload.length > bytes) return failed('payload-too-large', `more than ${bytes} bytes`)
  const text = payloadText(payload)
  if (text === undefined) return failed('payload-not-utf8', 'the payload is not UTF-8')
  switch (shapeFault(text, levels)) {
    case 'too-deep':
      return failed('payload-too-deep', 'the payload is nested too deeply')
    case 'duplicate-key':
      return failed('payload-invalid', 'the payload has the same key twice in one object')
    default:
      return parseJson(text)
  }
}

/** A payload as text; undefined if it is not UTF-8. */
export function payloadText(payload: Uint8Array | string): string | undefined {
  if (typeof payload === 'string') return payload
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload)
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
