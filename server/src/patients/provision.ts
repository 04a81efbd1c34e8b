import { KotisiltaError, partitionOf } from '@kotisilta/contract'
import type { OpenDatabase } from '../database/open.ts'
import { hashToken, newToken } from '../identity/session-store.ts'
import { firstPlans } from '../plans/first-plan.ts'

/** A home as it is set up: a gateway, those who live there, and whose each device is. */
export interface NewHome {
  home: string
  gateway: string
  /** Has to be there; left out, the default area. */
  area?: string
  patients: NewPatient[]
}

interface NewPatient {
  id: string
  name: string
  birthYear?: number
  language?: string
  municipality?: string
  address?: string
  keyBox?: string
  phone?: string
  livesAlone?: boolean
  notes?: string
  contacts?: { name: string; relation: string; phone: string }[]
  plan?: unknown
  devices: NewDevice[]
}

/** A device and what its gateway needs for it: docs/operations.md. */
interface NewDevice {
  device: string
  profile: string
  /** 16 bytes in hex, as is the next. */
  bindKey?: string
  unlockKey?: string
  /** The number under which the device knows this patient, and the code that was set with it. */
  userIndex?: number
  consentCode?: number
}

/** What the gateway has to be told once; its token is kept only as a hash. */
export interface ProvisionedGateway {
  gateway: string
  partition: string
  token: string
  devices: { device: string; profile: string; patient: string }[]
}

const DEFAULT_AREA = { id: 'default', name: 'Kotisilta' }

/**
 * Sets up homes in one transaction; a server that is running takes them at once. What is there already stays as it
 * is, but a gateway gets a new token, and a device the keys and user numbers that are given. Assignments hold from `from` on.
 * @throws KotisiltaError `area-unknown`
 */
export function provision(
  database: OpenDatabase,
  homes: Iterable<NewHome>,
  now: number,
  from = now,
): ProvisionedGateway[] {
  const statements = preparedStatements(database)
  const provisioned: ProvisionedGateway[] = []
  database.sqlite
    .transaction(() => {
      statements.area.run(DEFAULT_AREA.id, DEFAULT_AREA.name)
      for (const { home, gateway, area = DEFAULT_AREA.id, patients } of homes) {
        if (statements.areaKnown.get(area) === undefined)
          throw new KotisiltaError('area-unknown', `There is no area ${area}.`)
        const partition = partitionOf(home)
        const token = newToken()
        statements.home.run(home, area, partition)
        statements.gateway.run(gateway, home, hashToken(token), now)
        for (const patient of patients) addPatient(statements, home, patient, now, from)
        const devices = patients.flatMap(({ id, devices }) =>
          devices.map(({ device, profile }) => ({ device, profile, patient: id })),
        )
        provisioned.push({ gateway, partition, token, devices })
      }
    })
    .immediate()
  return provisioned
}

function addPatient(statements: Statements, home: string, patient: NewPatient, now: number, from: number): void {
  statements.patient.run({
    id: patient.id,
    home,
    name: patient.name,
    birthYear: patient.birthYear ?? null,
    language: patient.language ?? 'fi',
    municipality: patient.municipality ?? null,
    address: patient.address ?? null,
    keyBox: patient.keyBox ?? null,
    phone: patient.phone ?? null,
    livesAlone: patient.livesAlone === undefined ? null : Number(patient.livesAlone),
    notes: patient.notes ?? null,
    contacts: JSON.stringify(patient.contacts ?? []),
  })
  if (patient.plan !== undefined) statements.plan(patient.id, patient.plan, now)
  for (const device of patient.devices) addDevice(statements, patient.id, device, from)
}

function addDevice(statements: Statements, patient: string, given: NewDevice, from: number): void {
  const { device, profile, bindKey = null, unlockKey = null, userIndex = null, consentCode = null } = given
  if (statements.assigned.get(device, patient) === undefined) statements.assignment.run(device, profile, patient, from)
  if (bindKey !== null || unlockKey !== null) statements.key.run(device, bindKey, unlockKey)
  if (userIndex !== null || consentCode !== null) statements.user.run(device, patient, userIndex, consentCode)
}

function preparedStatements({ sqlite }: OpenDatabase) {
  return {
    area: sqlite.prepare('insert into area(id, name) values(?,?) on conflict do nothing'),
    areaKnown: sqlite.prepare('select id from area where id = ?'),
    home: sqlite.prepare('insert into home(id, area, partition) values(?,?,?) on conflict do nothing'),
    gateway: sqlite.prepare(
      `insert into gateway(id, home, token_hash, created_at) values(?,?,?,?)
       on conflict(id) do update set token_hash = excluded.token_hash`,
    ),
    patient: sqlite.prepare(
      `insert into patient(id, home, name, birth_year, language, municipality, address, key_box, phone, lives_alone, notes, contacts)
       values(@id, @home, @name, @birthYear, @language, @municipality, @address, @keyBox, @phone, @livesAlone, @notes, @contacts)
       on conflict do nothing`,
    ),
    plan: firstPlans(sqlite),
    assigned: sqlite.prepare('select 1 from device_assignment where device = ? and patient = ? and until_at is null'),
    assignment: sqlite.prepare('insert into device_assignment(device, profile, patient, from_at) values(?,?,?,?)'),
    key: sqlite.prepare(
      `insert into device_key(device, bind_key, unlock_key) values(?,?,?) on conflict(device) do update set
       bind_key = coalesce(excluded.bind_key, bind_key), unlock_key = coalesce(excluded.unlock_key, unlock_key)`,
    ),
    user: sqlite.prepare(
      `insert into device_user(device, patient, user_index, consent_code) values(?,?,?,?)
       on conflict(device, patient) do update set
       user_index = coalesce(excluded.user_index, user_index),
       consent_code = coalesce(excluded.consent_code, consent_code)`,
    ),
  }
}
type Statements = ReturnType<typeof preparedStatements>
