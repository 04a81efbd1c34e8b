import { gatewayIdSchema, partitionOf } from '@kotisilta/contract'

/** One line of what `kotisilta provision` writes: a home's gateway and whose its devices are. */
export interface FleetLine {
  readonly gateway: string
  readonly partition: string
  readonly token: string
  readonly devices: readonly { readonly device: string; readonly profile: string; readonly patient: string }[]
}

/** Reads FLEET.ndjson; throws on a line that is not one home. */
export function parseFleet(text: string): FleetLine[] {
  const lines = text.split('\n').filter((line) => line !== '')
  if (lines.length === 0) throw new Error('the fleet has no homes')
  return lines.map((line) => {
    const home = JSON.parse(line) as FleetLine
    gatewayIdSchema.parse(home.gateway)
    if (home.devices.length === 0) throw new Error(`${home.gateway} has no devices`)
    return home
  })
}

/** A fleet of the same shape for systems that know no gateways of their own. */
export function inventedFleet(homes: number, patientsPerHome: number): FleetLine[] {
  return Array.from({ length: homes }, (_, home) => {
    const gateway = `gw-${String(home + 1).padStart(6, '0')}`
    const devices = Array.from({ length: patientsPerHome }, (_, place) => {
      const patient = `patient-${home * patientsPerHome + place}`
      const address = (home * patientsPerHome + place).toString(16).padStart(10, '0')
      return [
        { device: `ble:a0${address}`, profile: 'wristband', patient },
        { device: `ble:b0${address}`, profile: 'scale', patient },
      ]
    }).flat()
    return { gateway, partition: partitionOf(gateway), token: 'no-token-here', devices }
  })
}
