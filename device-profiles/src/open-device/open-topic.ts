/** What a device publishes: things that happened, measurements, and (retained) how it is. */
const OPEN_DEVICE_LEAVES = ['event', 'reading', 'state'] as const
export type OpenDeviceLeaf = (typeof OPEN_DEVICE_LEAVES)[number]

/** Everything of the open profile, as an MQTT subscription. */
export const OPEN_DEVICE_TOPIC = 'kotisilta-device/v1/+/+'

/** `ask` is what the gateway asks of a device, `answer` what the device says to that. */
export const openDeviceTopic = (serial: string, leaf: OpenDeviceLeaf | 'ask' | 'answer'): string =>
  `kotisilta-device/v1/${serial}/${leaf}`

const PATTERN = /^kotisilta-device\/v1\/([A-Za-z0-9._-]{1,64})\/(event|reading|state)$/

/** The device (`mqtt:<serial>`, lower-case) and the leaf; undefined for any other topic. */
export function parseOpenDeviceTopic(topic: string): { device: string; leaf: OpenDeviceLeaf } | undefined {
  const match = PATTERN.exec(topic)
  if (match === null) return undefined
  const [, serial, leaf] = match as unknown as [string, string, OpenDeviceLeaf]
  return { device: `mqtt:${serial.toLowerCase()}`, leaf }
}
