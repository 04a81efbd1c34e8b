import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import { hasIdentity, identityColumns } from './add.ts'
import type { Doing } from './commands.ts'
import type { PeoplePorts } from './ports.ts'
import { changesBetween, columnsOf, fieldsOf } from './record-row.ts'

/**
 * Changes what is written down about somebody, and keeps what it was before.
 * Refused: `not-found`, `record-changed` (by somebody else, since), `area-unknown`, `patient-known`.
 */
export async function editRecord(
  ports: PeoplePorts,
  { patient, version, changes, by, ground }: Doing<'edit'>,
  work: Work,
): Promise<CommandResult> {
  const { query, audit, history } = ports
  const row = await query.selectFrom('patient').selectAll().where('id', '=', patient).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  if (row.version !== version) return { done: false, code: 'record-changed' }
  const { identity, area, ...fields } = changes
  const home = await query.selectFrom('home').selectAll().where('id', '=', row.home).executeTakeFirstOrThrow()
  if (area !== undefined && area !== home.area) {
    const known = await query.selectFrom('area').select('id').where('id', '=', area).executeTakeFirst()
    if (known === undefined) return { done: false, code: 'area-unknown' }
    await movesTo(ports, row.home, area, work)
  }
  if (identity && (await hasIdentity(ports, identity.fingerprint, patient)))
    return { done: false, code: 'patient-known' }

  const noted = changesBetween(
    { ...fieldsOf(row, home.area), personalIdentity: row.identity_masked },
    {
      ...fields,
      ...(area !== undefined && { area }),
      ...(identity !== undefined && { personalIdentity: identity?.masked ?? null }),
    },
  )
  await query
    .updateTable('patient')
    .set({
      ...columnsOf(fields),
      ...(identity && identityColumns(identity)),
      ...(identity === null && { identity_fingerprint: null, identity_sealed: null, identity_masked: null }),
      version: version + 1,
    })
    .where('id', '=', patient)
    .execute()
  await history.note(patient, by, 'edited', noted, work.now)
  // Which fields, and never what was in them: the log is read by others than the record.
  const detail = noted.map(({ field }) => field).join(' ')
  await audit.record({ staff: by.id, patient, action: 'patient-edited', detail, ground }, work.now)
  return { done: true }
}

/** Everybody who lives there; what is heard late from before is judged by what the area before had for everybody. */
async function movesTo({ query }: PeoplePorts, home: string, area: string, work: Work): Promise<void> {
  await query
    .insertInto('patient_past_area')
    .columns(['patient', 'area', 'until_at'])
    .expression((from) =>
      from
        .selectFrom('patient')
        .innerJoin('home', 'home.id', 'patient.home')
        .where('home.id', '=', home)
        .select(({ val }) => ['patient.id', 'home.area', val(work.now).as('until_at')]),
    )
    // Twice in one transaction: nobody has lived in between.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await query.updateTable('home').set({ area }).where('id', '=', home).execute()
}
