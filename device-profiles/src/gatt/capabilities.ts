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

export const glucose = service('1808', ['2a18', '2a34', '2a52'], ['blood-glucose', 'measurement-failed'])
export const thermometer = service('1809', ['2a1c'], ['body-temperature'])
export const heartRate = service('180d', ['2a37'], ['heart-rate'])
export const battery = service('180f', ['2a19'], ['battery-level'])
export const bloodPressure = service('1810', ['2a35'], ['blood-pressure', 'heart-rate'])
export const bodyComposition = service('181b', ['2a9c'], ['body-fat', 'body-weight'])
export const weightScale = service('181d', ['2a9d'], ['body-weight'])
export const activityMonitor = service('183e', ['2b40', '2b3e'], ['steps', 'heart-rate', 'respiratory-rate'])
export const pulseOximeter = service('1822', ['2a5e', '2a5f'], ['oxygen-saturation', 'heart-rate'])

/** Asks for the clock, by which everything that the device has stored is dated, and sets it. */
export const clock: Capability = {
  kinds: [],
  onConnect: [
    { do: 'read', service: '1805', characteristic: '2a2b' },
    { do: 'write', service: '1805', characteristic: '2a2b', value: 'current-time' },
  ],
}

/** The clock of a meter that has a Date Time within its own service. */
export const clockWithin = (number: string): Capability => ({
  kinds: [],
  onConnect: [
    { do: 'read', service: number, characteristic: '2a08' },
    { do: 'write', service: number, characteristic: '2a08', value: 'date-time' },
  ],
})

/** Talks only to whom it is bonded with. */
export const bonded: Capability = { kinds: [], onConnect: [{ do: 'bond', needed: true }] }

/** Opens the data of one of the device's users; the answer is an indication, for which one has to have subscribed. */
export const userConsent: Capability = {
  ...service('181c', ['2a9f'], []),
  onConnect: [{ do: 'write', service: '181c', characteristic: '2a9f', value: 'user-consent', afterSubscribing: true }],
}

/** Who made it and which firmware it runs, for support. */
export const deviceInformation: Capability = {
  kinds: [],
  onConnect: [
    { do: 'read', service: '180a', characteristic: '2a24' },
    { do: 'read', service: '180a', characteristic: '2a26' },
  ],
}
