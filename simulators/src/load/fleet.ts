import { deviceIdSchema, gatewayIdSchema, KotisiltaError, parseTopic, topicOf } from '@kotisilta/contract'

/** One gateway of a provisioned fleet, with its people and their devices. */
export interface FleetGateway {
  gateway: string
  partition: string
  token: string
  patients: FleetPatient[]
}

export interface FleetPatient {
  id: string
  /** At least one. */
  devices: FleetDevice[]
}

interface FleetDevice {
  device: string
  profile: string
}

/**
 * Reads what `kotisilta provision` writes, one gateway a line.
 * Throws `fleet-invalid` with the line that is not one, or if there is none.
 */
export function parseFleet(text: string): FleetGateway[] {
  const gateways = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const gateway = parseGateway(line)
    if (typeof gateway === 'string') throw new KotisiltaError('fleet-invalid', `line ${index + 1}: ${gateway}`)
    return [gateway]
  })
  if (gateways.length === 0) throw new KotisiltaError('fleet-invalid', 'the fleet has no gateways')
  return gateways
}

/** The gateway that a line describes, or in words what is wrong with it. */
function parseGateway(line: string): FleetGateway | string {
  const entry = parseObject(line)
  if (entry === undefined) return 'not a JSON object'
  const { gateway, partition, token, devices } = entry
  if (typeof gateway !== 'string' || !gatewayIdSchema.safeParse(gateway).success) return 'no gateway id'
  if (typeof partition !== 'string' || parseTopic(topicOf(partition, gateway, 'items')) === undefined) {
    return 'no partition'
  }
  if (typeof token !== 'string' || token === '') return 'no token'
  if (!Array.isArray(devices) || devices.length === 0) return 'no devices'
  const patients = new Map<string, FleetPatient>()
  for (const each of devices as Record<string, unknown>[]) {
    const { device, profile, patient } = each ?? {}
    if (typeof device !== 'string' || !deviceIdSchema.safeParse(device).success) return 'a device without an id'
    if (typeof profile !== 'string' || typeof patient !== 'string') return `${device} has no profile or no patient`
    const owner = patients.get(patient) ?? { id: patient, devices: [] }
    owner.devices.push({ device, profile })
    patients.set(patient, owner)
  }
  return { gateway, partition, token, patients: [...patients.values()] }
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
