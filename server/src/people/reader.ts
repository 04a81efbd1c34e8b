import {
  type Assignment,
  type ErasureState,
  isoTime,
  type Kit,
  type KitState,
  type KitStep,
  type LifeStatus,
  type PatientRecord,
  type PeopleChoices,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { keptUntil } from './erasure/retention.ts'
import { lastStep } from './flows/undo-step.ts'
import { patientHistory } from './history.ts'
import { fieldsOf } from './record-row.ts'

/** Records as those who keep them see them. */
export function peopleReader(query: Kysely<Database>) {
  const row = (id: string) =>
    query
      .selectFrom('patient')
      .innerJoin('home', 'home.id', 'patient.home')
      .leftJoin('staff', 'staff.id', 'patient.responsible')
      .selectAll('patient')
      .select(['home.area', 'staff.name as responsible_name'])
      .where('patient.id', '=', id)
      .executeTakeFirst()

  return {
    history: patientHistory(query).of,

    async record(id: string): Promise<PatientRecord | undefined> {
      const found = await row(id)
      if (found === undefined) return undefined
      return {
        ...fieldsOf(found, found.area),
        id,
        version: found.version,
        status: found.status as LifeStatus,
        statusSince: found.status_since === null ? null : isoTime(found.status_since),
        home: found.home,
        personalIdentity: found.identity_masked,
        responsibleName: found.responsible_name,
        canUndo: (await lastStep({ query }, id)) !== undefined,
      }
    },

    async sealedIdentity(id: string): Promise<Uint8Array | null> {
      const found = await query.selectFrom('patient').select('identity_sealed').where('id', '=', id).executeTakeFirst()
      return found?.identity_sealed ?? null
    },

    /** By what those who are there already are recognised. */
    async known(): Promise<{ id: string; name: string; birthYear: number | null; fingerprint: Uint8Array | null }[]> {
      const rows = await query
        .selectFrom('patient')
        .select(['id', 'name', 'birth_year', 'identity_fingerprint'])
        .execute()
      return rows.map(({ id, name, birth_year, identity_fingerprint }) => ({
        id,
        name,
        birthYear: birth_year,
        fingerprint: identity_fingerprint,
      }))
    },

    async devices(patient: string): Promise<Assignment[]> {
      const rows = await query
        .selectFrom('device_assignment')
        .selectAll()
        .where('patient', '=', patient)
        .orderBy('from_at', 'desc')
        .orderBy('device')
        .execute()
      const waiting = await query
        .selectFrom('quarantine')
        .select(['device', (select) => select.fn.countAll<number>().as('count')])
        .where('replayed_at', 'is', null)
        .where('device', 'is not', null)
        .groupBy('device')
        .execute()
      const counts = new Map(waiting.map(({ device, count }) => [device, count]))
      return rows.map(({ id, device, profile, from_at, until_at }) => ({
        id,
        device,
        profile,
        from: isoTime(from_at),
        until: until_at === null ? null : isoTime(until_at),
        waiting: counts.get(device) ?? 0,
      }))
    },

    async kits(): Promise<Kit[]> {
      const kits = await query
        .selectFrom('kit')
        .innerJoin('gateway', 'gateway.id', 'kit.gateway')
        .selectAll('kit')
        .select('gateway.home')
        .orderBy('kit.label')
        .execute()
      const devices = Map.groupBy(await query.selectFrom('kit_device').selectAll().execute(), ({ kit }) => kit)
      const steps = Map.groupBy(
        await query.selectFrom('kit_step').selectAll().orderBy('at').execute(),
        ({ kit }) => kit,
      )
      return kits.map(({ id, label, gateway, home, state }) => ({
        id,
        label,
        gateway,
        home,
        state: state as KitState,
        devices: (devices.get(id) ?? []).map(({ device, profile }) => ({ device, profile })),
        done: (steps.get(id) ?? []).map(({ step, at, by_name }) => ({
          step: step as KitStep,
          at: isoTime(at),
          by: by_name,
        })),
      }))
    },

    async choices(): Promise<PeopleChoices> {
      return {
        areas: await query.selectFrom('area').select(['id', 'name']).orderBy('name').execute(),
        staff: await query
          .selectFrom('staff')
          .select(['id', 'name'])
          .where('disabled_at', 'is', null)
          .where('role', 'in', ['nurse', 'on-call', 'coordinator', 'physician'])
          .orderBy('name')
          .execute(),
        kits: await query
          .selectFrom('kit')
          .select(['id', 'label'])
          .where('state', '=', 'ready')
          .orderBy('label')
          .execute(),
      }
    },

    async erasure(id: string, now: number): Promise<ErasureState | undefined> {
      const found = await row(id)
      if (found === undefined) return undefined
      const until = keptUntil({
        status: found.status as LifeStatus,
        since: found.status_since,
        birthYear: found.birth_year,
      })
      const requests = await query
        .selectFrom('erasure_request')
        .leftJoin('staff', 'staff.id', 'erasure_request.by')
        .selectAll('erasure_request')
        .select('staff.name')
        .where('patient', '=', id)
        .orderBy('at', 'desc')
        .execute()
      return {
        keptUntil: until === null ? null : isoTime(until),
        mayErase: until !== null && until <= now,
        requests: requests.map(({ at, by, name, decision, ground }) => ({
          at: isoTime(at),
          by: name ?? by,
          decision: decision as 'erased' | 'kept',
          ground,
        })),
      }
    },
  }
}

export type PeopleReader = ReturnType<typeof peopleReader>
