import {
  type AllBridges,
  bytesOf,
  type Decoded,
  type DecodedItem,
  type DeviceProfile,
  decodeCharacteristic,
  decodeManufacturerData,
  decodeMqtt,
  decodeServiceData,
  type FieldRead,
  type FrameSurroundings,
  matchProfile,
  profileById,
  type Sighting,
  shortUuid,
  type Withheld,
} from '@kotisilta/device-profiles'
import { aesCcm } from './aes-ccm.ts'

/** One frame and where it was heard: what the options give, and what a line of a batch holds. */
export interface Request {
  readonly characteristic?: string
  readonly serviceData?: string
  readonly manufacturer?: string
  readonly mqttTopic?: string
  readonly hex?: string
  readonly payload?: string
  readonly profile?: string
  readonly name?: string
  readonly address?: string
  readonly bindKey?: string
}
export const REQUEST_FIELDS = [
  'characteristic',
  'serviceData',
  'manufacturer',
  'mqttTopic',
  'hex',
  'payload',
  'profile',
  'name',
  'address',
  'bindKey',
] as const
const SOURCES = ['characteristic', 'serviceData', 'manufacturer', 'mqttTopic'] as const
type FrameSource = Exclude<(typeof SOURCES)[number], 'mqttTopic'>

/** An item and, over the home's network, whose it is. */
export interface AnsweredItem {
  readonly item: DecodedItem
  readonly device: string | undefined
}

export type Answer =
  | { readonly items: readonly AnsweredItem[]; readonly withheld?: readonly Withheld[] | undefined }
  | { readonly error: { readonly code: string; readonly message: string } }

export const refused = (code: string, message: string) => ({ error: { code, message } })

/** What a request means. Messages of a batch are one conversation: `bridges` remembers the earlier ones. */
export function answerTo(request: Request, bridges: AllBridges, now: number, trace?: FieldRead[]): Answer {
  const sources = SOURCES.filter((source) => request[source] !== undefined)
  const [source] = sources
  if (source === undefined || sources.length > 1) return refused('request-invalid', `give one of ${SOURCES.join(', ')}`)
  const profile = request.profile === undefined ? undefined : profileById(request.profile)
  if (request.profile !== undefined && profile === undefined) {
    return refused('profile-unknown', `no profile ${JSON.stringify(request.profile)}`)
  }
  const key = request[source] ?? ''
  if (source === 'mqttTopic') {
    return request.payload === undefined
      ? refused('request-invalid', 'a topic needs a payload')
      : answerToMessage(key, request.payload, profile, bridges, now)
  }
  if (request.hex === undefined) return refused('request-invalid', 'a frame needs hex')
  const frame = bytesOf(request.hex)
  if (frame === undefined) return refused('hex-malformed', 'hex is pairs of 0-9 and a-f')
  const known = profile ?? profileByName(request.name, source, key, frame)
  const surroundings = surroundingsOf(request, trace)
  return 'error' in surroundings ? surroundings : answered(DECODERS[source](key, frame, known, surroundings))
}

const DECODERS: Readonly<Record<FrameSource, typeof decodeCharacteristic>> = {
  characteristic: decodeCharacteristic,
  serviceData: decodeServiceData,
  manufacturer: decodeManufacturerData,
}

const answered = (decoded: Decoded, device?: string): Answer =>
  'error' in decoded ? decoded : { items: decoded.items.map((item) => ({ item, device })), withheld: decoded.withheld }

const ADDRESS = /^[0-9a-f]{12}$/

function surroundingsOf(
  { address, bindKey }: Request,
  trace: FieldRead[] | undefined,
): FrameSurroundings | ReturnType<typeof refused> {
  const plain = address?.toLowerCase().replaceAll(/[:-]/g, '')
  if (plain !== undefined && !ADDRESS.test(plain)) return refused('request-invalid', 'an address is six bytes in hex')
  const key = bindKey === undefined ? undefined : bytesOf(bindKey)
  if (bindKey !== undefined && key === undefined) return refused('request-invalid', 'a bind key is 16 bytes in hex')
  return {
    aesCcm,
    ...(plain !== undefined && { address: plain }),
    ...(key !== undefined && { bindKey: key }),
    ...(trace !== undefined && { trace }),
  }
}

/** By the profile if it knows messages, else as the open profile's, else as one that some bridge listens to. */
function answerToMessage(
  topic: string,
  payload: string,
  profile: DeviceProfile | undefined,
  bridges: AllBridges,
  now: number,
): Answer {
  const heard =
    profile?.mqtt !== undefined || topic.startsWith('kotisilta-device/')
      ? undefined
      : bridges.hear({ topic, payload, now })
  if (heard === undefined) {
    const decoded = decodeMqtt(topic, payload, profile)
    return answered(decoded, decoded.device)
  }
  const items = heard.flatMap(({ device, decoded }) => {
    return 'error' in decoded ? [] : decoded.items.map((item) => ({ item, device }))
  })
  const fault = heard.map(({ decoded }) => decoded).find((decoded) => 'error' in decoded)
  return items.length === 0 && fault !== undefined && 'error' in fault ? fault : { items }
}

/** The profile that a gateway would have chosen on hearing that name and frame. */
function profileByName(
  name: string | undefined,
  source: FrameSource,
  key: string,
  frame: Uint8Array,
): DeviceProfile | undefined {
  if (name === undefined) return undefined
  const heard = (as: FrameSource): Record<string, Uint8Array> => (source === as ? { [shortUuid(key)]: frame } : {})
  const sighting: Sighting = {
    address: '',
    name,
    services: [],
    serviceData: heard('serviceData'),
    manufacturerData: heard('manufacturer'),
  }
  return matchProfile(sighting)
}
