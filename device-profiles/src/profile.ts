import type { EventKind } from '@kotisilta/contract'
import type { ItemKind } from './decoded.ts'
import type { FrameDecoder } from './frame/frame-decoder.ts'
import type { Match } from './match.ts'
import type { MqttDecoder } from './open-device/open-message.ts'

/** Decoders by UUID, or by company id for manufacturer data; written as in `Sighting`. */
export type FrameDecoders = Readonly<Record<string, FrameDecoder>>

export interface Subscription {
  readonly service: string
  readonly characteristic: string
}

/** What a step on a new connection writes; `valueToWrite` makes the bytes. */
export type WrittenValue =
  /** Current Time, 2A2B. */
  | 'current-time'
  /** Date Time, 2A08, as some meters take it instead. */
  | 'date-time'
  /** User Control Point: consent to use the data of one of the scale's users. */
  | 'user-consent'
  /** The device's own key behind the byte that says "unlock". */
  | 'unlock-key'
  /** Bytes in hex, always the same. */
  | { readonly hex: string }

/**
 * What is done once a connection stands, in this order, before subscribing; `afterSubscribing` what the device answers by an
 * indication that would be missed before. What a device does not have is passed over unless it is `needed`;
 * then the connection is of no use without it.
 */
export type ConnectStep = { readonly needed?: true } & (
  | { readonly do: 'bond' }
  | ({ readonly do: 'read' } & Subscription)
  | ({ readonly do: 'write'; readonly value: WrittenValue; readonly afterSubscribing?: true } & Subscription)
)

/** Something a device can do. Profiles are put together from these. */
export interface Capability {
  /** Every kind of item that it can give. */
  readonly kinds: readonly ItemKind[]
  /** What to subscribe to on a connection, in this order; what a device does not have is passed over. None: it only advertises. */
  readonly subscribe?: readonly Subscription[]
  readonly onConnect?: readonly ConnectStep[]
  readonly characteristics?: FrameDecoders
  readonly serviceData?: FrameDecoders
  readonly manufacturerData?: FrameDecoders
  /** Decodes one record of a memory that is read in a way of the vendor's own. */
  readonly record?: FrameDecoder
  readonly mqtt?: MqttDecoder
  /** Kinds that go in the urgent lane beyond those that always do. */
  readonly urgent?: readonly EventKind[]
}

interface Identity {
  /** Kebab-case, unique, never changed: the server stores it with the device. */
  readonly id: string
  readonly vendor: string
  readonly model: string
  /** For people, one line. */
  readonly description: string
  /** How it is known on the air; absent for MQTT devices, which an assignment names. */
  readonly match?: Match
  /** Stands for any device of its kind: asked only when no model matches, and then in the order of the catalogue. */
  readonly generic?: true
}

/** A device as data: what it is, how it is recognised, what it can do. */
export interface DeviceProfile extends Identity, Capability {}

/** Puts a profile together; of two capabilities with the same key the later one holds. */
export function defineProfile({ extend, ...identity }: Identity & { extend: readonly Capability[] }): DeviceProfile {
  const merged = (key: 'characteristics' | 'serviceData' | 'manufacturerData'): FrameDecoders =>
    Object.assign({}, ...extend.map((capability) => capability[key]))
  const mqtt = extend.findLast((capability) => capability.mqtt !== undefined)?.mqtt
  const record = extend.findLast((capability) => capability.record !== undefined)?.record
  return Object.freeze({
    ...identity,
    kinds: [...new Set(extend.flatMap((capability) => capability.kinds))],
    urgent: [...new Set(extend.flatMap((capability) => capability.urgent ?? []))],
    subscribe: extend.flatMap((capability) => capability.subscribe ?? []),
    onConnect: extend.flatMap((capability) => capability.onConnect ?? []),
    characteristics: merged('characteristics'),
    serviceData: merged('serviceData'),
    manufacturerData: merged('manufacturerData'),
    ...(record !== undefined && { record }),
    ...(mqtt !== undefined && { mqtt }),
  })
}
