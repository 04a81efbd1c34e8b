import type { FleetLine } from './fleet-lines.ts'

export interface Patient {
  readonly id: string
  /** Number of the home, which is also the number of the connection. */
  readonly home: number
  readonly band: string
  readonly scale: string
  /** Time of the latest item, so that no two of one patient have the same. */
  latest: number
}

export interface Home {
  readonly gateway: string
  readonly partition: string
  readonly token: string
  /** How many messages each lane has carried. */
  readonly sequence: { items: number; urgent: number }
}

/** The homes of one run of a system: everyday patients, and patients that are used up by one alarm each. */
export interface Fleet {
  readonly homes: readonly Home[]
  readonly everyday: readonly Patient[]
  /** A patient who has not been heard of before; throws when there is none left. */
  takeUnused(): Patient
  unusedLeft(): number
  /** Patient of a device. */
  ownerOf(device: string): string | undefined
}

/** Splits each home's patients: the first `everydayPerHome` live on, the others alarm once. */
export function createFleet(lines: readonly FleetLine[], everydayPerHome: number): Fleet {
  const homes = lines.map(({ gateway, partition, token }) => ({
    gateway,
    partition,
    token,
    sequence: { items: 0, urgent: 0 },
  }))
  const patients = lines.map((line, home) => patientsOf(line, home))
  const fewest = Math.min(...patients.map((list) => list.length))
  if (fewest < everydayPerHome) throw new Error(`a home has ${fewest} patients, ${everydayPerHome} are needed`)
  const everyday = patients.flatMap((list) => list.slice(0, everydayPerHome))
  // One of each home in turn, so that alarms come over every connection.
  const unused = patients
    .flatMap((list) => list.slice(everydayPerHome).map((patient, place) => ({ patient, place })))
    .sort((a, b) => a.place - b.place || a.patient.home - b.patient.home)
    .map(({ patient }) => patient)
  const owners = new Map(lines.flatMap((line) => line.devices.map(({ device, patient }) => [device, patient])))
  let used = 0
  return {
    homes,
    everyday,
    takeUnused() {
      const patient = unused[used++]
      if (patient === undefined) throw new Error(`all ${unused.length} patients kept for alarms are used up`)
      return patient
    },
    unusedLeft: () => unused.length - used,
    ownerOf: (device) => owners.get(device),
  }
}

function patientsOf(line: FleetLine, home: number): Patient[] {
  const byPatient = Map.groupBy(line.devices, ({ patient }) => patient)
  return [...byPatient].map(([id, devices]) => {
    const scale = devices.find(({ profile }) => profile.includes('scale')) ?? devices[0]
    const band = devices.find((device) => device !== scale) ?? scale
    if (scale === undefined || band === undefined) throw new Error(`${id} has no devices`)
    return { id, home, band: band.device, scale: scale.device, latest: 0 }
  })
}
