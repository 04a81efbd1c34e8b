/**
 * The radio round one home, seen from the devices' side. Two things stand behind it: the virtual BlueZ of
 * `peripherals/`, where an unchanged Bluetooth library listens, and the scripted air, which calls back.
 */
export interface Air {
  addDevice(description: DeviceDescription): Body
}

/** One Bluetooth LE device as it lies in the home. Characteristics are named by their UUID, `2a9d` or in full. */
export interface Body {
  readonly description: DeviceDescription
  /** Starts to advertise, and goes on until `sleep`. */
  wake(): void
  /** Stops advertising and ends a connection. */
  sleep(): void
  /** Changes what it advertises from now on. */
  advertise(advertisement: Partial<Advertisement>): void
  /** What the next read of a characteristic finds. */
  put(characteristic: string, bytes: Uint8Array): void
  /** Sends a notification or an indication; false when nobody has subscribed to it. */
  indicate(characteristic: string, bytes: Uint8Array): boolean
  /** Calls back with the short UUID of each characteristic that somebody subscribes to. */
  onSubscribe(listener: (characteristic: string) => void): void
  /** Calls back with what somebody writes. */
  onWrite(listener: (characteristic: string, bytes: Uint8Array) => void): void
}

export interface Advertisement {
  /** Received strength in dBm. */
  rssi: number
  /** By service UUID. */
  serviceData: Record<string, Uint8Array>
  /** By the company's number in the Bluetooth SIG's list. */
  manufacturerData: Record<number, Uint8Array>
}

export interface DeviceDescription extends Partial<Advertisement> {
  /** `C0:FF:EE:00:00:01` */
  address: string
  /** `public` or `random`, which is the default. */
  addressType?: 'public' | 'random'
  /** Absent: it has no name. */
  name?: string
  services: readonly ServiceDescription[]
  /** It lets nobody near its values who is not bonded with it. */
  bonded?: boolean
  /** What it has for bonding: a display, keys, or both to compare on. Without any it bonds with whoever asks. */
  pairing?: 'display' | 'keys' | 'both'
}

export interface ServiceDescription {
  uuid: string
  characteristics: readonly CharacteristicDescription[]
}

export interface CharacteristicDescription {
  uuid: string
  flags: readonly CharacteristicFlag[]
  /** What a read finds until something else is put there. */
  value?: Uint8Array
}

export type CharacteristicFlag = 'read' | 'write' | 'write-without-response' | 'notify' | 'indicate'
