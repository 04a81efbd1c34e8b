import { type DecodeError, failed } from '../decoded.ts'
import type { ByteReader } from '../frame/byte-reader.ts'
import type { FrameSurroundings } from '../frame/frame-decoder.ts'
import { bytesOf } from '../hex.ts'

// Layout as worked out in public by the xiaomi-ble (Apache-2.0) and ble_monitor (MIT) projects; Xiaomi publishes none.

const ENCRYPTED = 1 << 3
const HAS_ADDRESS = 1 << 4
const HAS_CAPABILITY = 1 << 5
const HAS_OBJECT = 1 << 6
const CAPABILITY_HAS_IO = 1 << 5

/** Bytes that are authenticated besides the sealed ones. */
const ADDITIONAL = Uint8Array.of(0x11)
const COUNTER_BYTES = 3
const TAG_BYTES = 4
/** A device sends several frames for one measurement, each many times over. */
const LATE = 8

/** What a MiBeacon of version 4 or 5 carries in the open. */
export interface MiBeacon {
  /** The product's number, as its two bytes. */
  readonly product: Uint8Array
  /** 0 to 255; with the three bytes behind the sealed ones it is the frame's counter. */
  readonly frameCounter: number
  readonly address: Uint8Array | undefined
  readonly encrypted: boolean
  readonly hasObject: boolean
}

/** Reads up to the object; undefined for a version that seals in another way. */
export function readMiBeacon(reader: ByteReader): MiBeacon | undefined {
  const control = reader.uint16('frame control')
  const product = reader.bytes(2, 'product')
  const frameCounter = reader.uint8('frame counter')
  const address = control & HAS_ADDRESS ? reader.bytes(6, 'address').toReversed() : undefined
  const capability = control & HAS_CAPABILITY ? reader.uint8('capability') : 0
  if (capability & CAPABILITY_HAS_IO) reader.skip(2, 'input and output capability')
  if (reader.missing === undefined && control >> 12 < 4) return undefined
  return {
    product,
    frameCounter,
    address,
    encrypted: (control & ENCRYPTED) !== 0,
    hasObject: (control & HAS_OBJECT) !== 0,
  }
}

/** The object in the open and the counter of its frame, or why it stays shut. */
export type OpenedObject = { readonly object: Uint8Array; readonly counter: number } | { readonly error: DecodeError }

/**
 * Opens the rest of the frame: sealed bytes, three bytes of counter, four of tag; AES-CCM under the device's bind key. A counter well
 * below that of the last genuine frame is a replay. The same one is the same advertisement heard again, and one that is a little below came late on
 * the air: it says nothing that its own time does not tell from a new measurement.
 */
export function openObject(
  reader: ByteReader,
  { product, frameCounter, address }: MiBeacon,
  surroundings: FrameSurroundings,
): OpenedObject {
  const cipherText = reader.bytes(Math.max(reader.remaining - COUNTER_BYTES - TAG_BYTES, 1), 'sealed object')
  const high = reader.bytes(COUNTER_BYTES, 'counter')
  const tag = reader.bytes(TAG_BYTES, 'tag')
  if (reader.missing !== undefined) return failed('frame-too-short', reader.missing)
  const { bindKey, aesCcm, lastCounter } = surroundings
  const sender = address ?? bytesOf(surroundings.address ?? '')
  if (bindKey?.length !== 16 || aesCcm === undefined || sender?.length !== 6) {
    return failed('bind-key-missing', 'the frame is encrypted; its bind key (16 bytes) and address (6) are needed')
  }
  const nonce = Uint8Array.of(...sender.toReversed(), ...product, frameCounter, ...high)
  const object = aesCcm({ key: bindKey, nonce, additional: ADDITIONAL, cipherText, tag })
  if (object === undefined)
    return failed('bind-key-wrong', 'the tag does not fit: another key, another device, or a forgery')
  const counter = high.reduceRight((sum, byte) => sum * 256 + byte, 0) * 256 + frameCounter
  if (lastCounter !== undefined && counter < lastCounter - LATE) {
    return failed('counter-replayed', `counter ${counter} after ${lastCounter}`)
  }
  return { object, counter: Math.max(counter, lastCounter ?? 0) }
}
