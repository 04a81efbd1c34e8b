import { partitionOf } from '@kotisilta/contract'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Doing, NewPerson } from './commands.ts'
import { newHomeId } from './home-id.ts'
import { giveKit } from './kits/give-kit.ts'
import type { PeoplePorts } from './ports.ts'
import { changesBetween, columnsOf } from './record-row.ts'

/**
 * Into the service, each into a home of their own: all of them or, when one of them cannot, nobody.
 * Refused: `area-unknown`, `patient-known` (the personal identity code is somebody's), and what giving a kit refuses.
 */
export async function addPeople(
  ports: PeoplePorts,
  { people, how, kit, by, ground }: Doing<'add'>,
  work: Work,
): Promise<CommandResult> {
  const { query, audit, history } = ports
  const areas = new Set((await query.selectFrom('area').select('id').execute()).map(({ id }) => id))
  if (people.some(({ area }) => !areas.has(area))) return { done: false, code: 'area-unknown' }
  for (const { identity } of people) {
    if (identity !== null && (await hasIdentity(ports, identity.fingerprint)))
      return { done: false, code: 'patient-known' }
  }
  if (kit !== null) {
    const refusal = await kitIsReady(ports, kit)
    if (refusal !== undefined) return refusal
  }
  for (const person of people) {
    await insert(ports, person, work.now)
    const { id, identity, ...fields } = person
    const changes = changesBetween({}, { ...fields, ...(identity !== null && { personalIdentity: identity.masked }) })
    await history.note(id, by, how, changes, work.now)
    await audit.record({ staff: by.id, patient: id, action: `patient-${how}`, detail: null, ground }, work.now)
  }
  const [first] = people
  if (first === undefined) return { done: true }
  if (kit !== null) {
    const given = await giveKit(ports, { type: 'people', does: 'give-kit', by, kit, patient: first.id }, work)
    if (!given.done) return given
  }
  return { done: true, created: first.id }
}

export async function hasIdentity({ query }: PeoplePorts, fingerprint: Uint8Array, but = ''): Promise<boolean> {
  const known = await query
    .selectFrom('patient')
    .select('id')
    .where('identity_fingerprint', '=', Buffer.from(fingerprint))
    .where('id', '<>', but)
    .executeTakeFirst()
  return known !== undefined
}

async function kitIsReady({ query }: PeoplePorts, kit: string): Promise<CommandResult | undefined> {
  const row = await query.selectFrom('kit').select('state').where('id', '=', kit).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  return row.state === 'ready' ? undefined : { done: false, code: 'kit-not-ready' }
}

async function insert({ query }: PeoplePorts, person: NewPerson, now: number): Promise<void> {
  const { id, identity, area, ...fields } = person
  const home = newHomeId()
  await query
    .insertInto('home')
    .values({ id: home, area, partition: partitionOf(home) })
    .execute()
  await query
    .insertInto('patient')
    .values({
      id,
      home,
      name: fields.name,
      birth_year: null,
      language: 'fi',
      municipality: null,
      address: null,
      key_box: null,
      phone: null,
      lives_alone: null,
      notes: null,
      ...columnsOf(fields),
      status: 'active',
      status_since: now,
      ...(identity !== null && identityColumns(identity)),
    })
    .execute()
}

export const identityColumns = ({ fingerprint, sealed, masked }: NonNullable<NewPerson['identity']>) => ({
  identity_fingerprint: Buffer.from(fingerprint),
  identity_sealed: Buffer.from(sealed),
  identity_masked: masked,
})
