import {
  type Decoded,
  type DecodedItem,
  type DeviceProfile,
  decodeCharacteristic,
  decodeManufacturerData,
  decodeServiceData,
  hexOf,
  matchProfile,
  type Sighting,
} from '@kotisilta/device-profiles'
import type { Radio } from '@kotisilta/gateway'

/** A capture as `device-profiles/captures` holds it; what it means is the decoder's word and to be checked by hand. */
export interface RecordedCapture {
  readonly profile: string
  readonly origin: string
  readonly licence: string
  readonly sighting: object
  readonly frames: readonly object[]
}

export interface RecorderOptions {
  readonly radio: Radio
  /** Lower-case hex without colons. */
  readonly address: string
  /** Without it, the profile by which the device is recognised. */
  readonly profile?: DeviceProfile
  /** What the capture is to say of where it comes from. */
  readonly origin: string
  readonly licence: string
  heard?(line: string): void
}

/** More is a device that streams; a capture needs examples. */
const MOST_FRAMES = 500

/**
 * Records what one device says, until `signal` is aborted: each advertisement that is new, and over a connection what its profile
 * subscribes to. Undefined if the device was not heard.
 */
export async function recordCapture(
  options: RecorderOptions,
  signal: AbortSignal,
): Promise<RecordedCapture | undefined> {
  const { radio, address, heard = () => {} } = options
  const frames = new Map<string, object>()
  let first: Sighting | undefined
  let profile = options.profile
  let connection: Promise<unknown> | undefined

  function take(where: Where, key: string, bytes: Uint8Array): void {
    const hex = hexOf(bytes)
    const name = `${where} ${key} ${hex}`
    if (frames.has(name) || frames.size >= MOST_FRAMES) return
    const meaning = meaningOf(DECODERS[where](key, bytes, profile))
    frames.set(name, { says: CHECK, [where]: key, hex, ...meaning })
    heard(`${name}  ${JSON.stringify(meaning)}`)
  }

  function connect(subscriptions: DeviceProfile['subscribe'] = []): void {
    if (connection !== undefined || subscriptions.length === 0) return
    connection = radio
      .collect(
        address,
        subscriptions,
        ({ characteristic, bytes }) => take('characteristic', characteristic, bytes),
        signal,
      )
      .then((outcome) => {
        heard(`connection: ${outcome}`)
        connection = undefined
      })
  }

  const unwatch = radio.watch({
    state: (state) => heard(`radio: ${state}`),
    sighting(sighting) {
      if (sighting.address !== address || signal.aborted) return
      first ??= sighting
      profile ??= matchProfile(sighting)
      for (const [uuid, bytes] of Object.entries(sighting.serviceData)) take('serviceData', uuid, bytes)
      for (const [company, bytes] of Object.entries(sighting.manufacturerData)) take('manufacturerData', company, bytes)
      connect(profile?.subscribe)
    },
  })
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  unwatch()
  await connection
  if (first === undefined) return undefined
  return {
    profile: profile?.id ?? 'unknown',
    origin: options.origin,
    licence: options.licence,
    sighting: writtenSighting(first),
    frames: [...frames.values()],
  }
}

type Where = 'characteristic' | 'serviceData' | 'manufacturerData'

const CHECK = 'to be checked against what the device showed'

const DECODERS: Readonly<Record<Where, typeof decodeCharacteristic>> = {
  characteristic: decodeCharacteristic,
  serviceData: decodeServiceData,
  manufacturerData: decodeManufacturerData,
}

const meaningOf = (decoded: Decoded): object =>
  'error' in decoded
    ? { error: decoded.error.code }
    : {
        items: decoded.items.map(written),
        ...(decoded.withheld !== undefined && { withheld: decoded.withheld }),
      }

function written({ type: _, raw: __, ...item }: DecodedItem): object {
  if (!('quality' in item) || item.quality.length > 0) return item
  const { quality: ___, ...rest } = item
  return rest
}

/** Without its address: a capture is published. */
const writtenSighting = ({ name, services, serviceData, manufacturerData, rssi }: Sighting): object => ({
  ...(name !== undefined && { name }),
  services,
  serviceData: inHex(serviceData),
  manufacturerData: inHex(manufacturerData),
  ...(rssi !== undefined && { rssi }),
})

const inHex = (data: Readonly<Record<string, Uint8Array>>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, bytes]) => [key, hexOf(bytes)]))
