import type { DeviceEvent, EventKind, QualityCode, Reading, ReadingKind } from '@kotisilta/contract'
import type { DeviceDateTime } from './device-time.ts'

/** Why a frame could not be decoded. Closed: policy switches on it, people read the message. */
export const DECODE_ERROR_CODES = [
  'frame-empty',
  'frame-too-short',
  'frame-too-long',
  'frame-malformed',
  'value-out-of-range',
  'reserved-value',
  'checksum-wrong',
  'bind-key-missing',
  'bind-key-wrong',
  'counter-replayed',
  'consent-refused',
  'no-decoder',
  'payload-empty',
  'payload-too-large',
  'payload-not-utf8',
  'payload-not-json',
  'payload-too-deep',
  'payload-invalid',
  'template-unsupported',
  'device-unknown',
  'kind-unknown',
] as const
export type DecodeErrorCode = (typeof DECODE_ERROR_CODES)[number]

/** Why a valid frame gives no value where one could have been. */
export const WITHHELD_REASONS = [
  'not-a-number',
  'not-at-this-resolution',
  'positive-infinity',
  'negative-infinity',
  'reserved-float',
  'measurement-unsuccessful',
  'measurement-invalid',
  'not-a-person',
  'not-stabilised',
  'stepped-off',
] as const
export type WithheldReason = (typeof WITHHELD_REASONS)[number]

export interface Withheld {
  readonly kind: ReadingKind
  readonly reason: WithheldReason
}

/** What the gateway adds to an item. */
type AddedByGateway = 'id' | 'device' | 'at' | 'clock' | 'deviceAt'

interface WhenAndHow {
  /** The device's wall-clock time; the gateway makes `deviceAt` of it with the home's time zone. */
  readonly deviceTime?: DeviceDateTime
  /** The device's own time where it sends a full one: ISO 8601 with Z and milliseconds. */
  readonly at?: string
  /** Nobody knows when it was: the moment of arrival stands in, as an estimate. */
  readonly whenUnknown?: boolean
  /** Goes in the urgent lane. */
  readonly urgent?: boolean
}

export type DecodedReading = Omit<Reading, AddedByGateway> & WhenAndHow
export type DecodedEvent = Omit<DeviceEvent, AddedByGateway> & WhenAndHow

/** What a frame means, without what only the gateway knows: id, device, corrected time. */
export type DecodedItem = DecodedReading | DecodedEvent

export interface DecodeError {
  readonly code: DecodeErrorCode
  readonly message: string
}

/** No items and no error is a valid frame that carries no usable measurement; `withheld` says why where there is a why. */
export type Decoded =
  | {
      readonly items: readonly DecodedItem[]
      readonly withheld?: readonly Withheld[]
      /** Of a frame that proved to be genuine: kept by the caller and given with the next one, so that none is played twice. */
      readonly counter?: number
    }
  | { readonly error: DecodeError }

export type ItemKind = ReadingKind | EventKind

/** What the readings of one frame share. */
export interface FrameContext {
  readonly deviceTime?: DeviceDateTime
  readonly subject?: { readonly userIndex: number }
  readonly quality?: readonly QualityCode[]
}

export const failed = (code: DecodeErrorCode, message: string): { readonly error: DecodeError } => ({
  error: { code, message },
})
