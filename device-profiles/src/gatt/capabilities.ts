import type { Capability } from '../profile.ts'
import { SIG_CHARACTERISTICS } from './characteristics.ts'

/** A service of the SIG with the characteristics that are worth a subscription. */
function service(number: string, characteristics: readonly string[], kinds: Capability['kinds']): Capability {
  const decoders = characteristics.flatMap((uuid) => {
    const decode = SIG_CHARACTERISTICS[uuid]
    return decode === undefined ? [] : [[uuid, decode] as const]
  })
  return {
    kinds,
    subscribe: characteristics.map((characteristic) => ({ service: number, characteristic })),
    characteristics: Object.fromEntries(decoders),
  }
}

export const glucose = service('1808', ['2a18', '2a52'], ['blood-glucose'])
export const thermometer = service('1809', ['2a1c'], ['body-temperature'])
export const heartRate = service('180d', ['2a37'], ['heart-rate'])
export const battery = service('180f', ['2a19'], ['battery-level'])
export const bloodPressure = service('1810', ['2a35'], ['blood-pressure', 'heart-rate'])
export const bodyComposition = service('181b', ['2a9c'], ['body-fat', 'body-weight'])
export const weightScale = service('181d', ['2a9d'], ['body-weight'])
export const pulseOximeter = service('1822', ['2a5e', '2a5f'], ['oxygen-saturation', 'heart-rate'])
