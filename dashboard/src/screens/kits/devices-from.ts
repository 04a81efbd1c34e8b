import { deviceIdSchema } from '@kotisilta/contract'

interface KitDevice {
  device: string
  profile: string
}

/** Devices as they are typed, one on each line; or the first line that is none. */
export function devicesFrom(text: string): KitDevice[] | { line: number } {
  const devices: KitDevice[] = []
  for (const [place, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [device = '', profile = '', ...more] = line.trim().split(/[\s,;]+/)
    const id = deviceIdSchema.safeParse(device.toLowerCase())
    if (!id.success || profile === '' || more.length > 0) return { line: place + 1 }
    devices.push({ device: id.data, profile })
  }
  return devices
}
