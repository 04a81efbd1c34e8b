import { type DeviceEvent, isoTime, type Reading } from '@kotisilta/contract'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import { correctionStore } from '../../corrections/store.ts'
import type { Doing } from '../commands.ts'
import type { PeoplePorts } from '../ports.ts'

/** So many move at once: both people are judged anew over all of it, while everybody else waits. */
const MOST = 2_000

/**
 * What a device measured and told in a span was somebody else's: it leaves one past and enters another, stays on record as it
 * was, and both people's alerts are judged anew. What the other has just so already stays away.
 * Refused: `not-found` (either of them, or nothing there), `request-invalid` (the same person, a span that ends before it
 * begins, or more than can move at once).
 */
export async function moveReadings(
  ports: PeoplePorts,
  { patient, device, from, to, owner, note, by, ground }: Doing<'move-readings'>,
  work: Work,
): Promise<CommandResult> {
  const { query, ingest, audit, history } = ports
  const other = await query.selectFrom('patient').select(['id', 'name']).where('id', '=', owner).executeTakeFirst()
  if (other === undefined) return { done: false, code: 'not-found' }
  if (owner === patient || to <= from) return { done: false, code: 'request-invalid' }
  const found = (await ingest.readings.range({ patient, from, to })).filter((reading) => reading.device === device)
  const told = ingest.events.whole(patient, from, to).filter((event) => event.device === device)
  if (found.length + told.length === 0) return { done: false, code: 'not-found' }
  if (found.length > MOST || told.length > MOST) return { done: false, code: 'request-invalid' }

  const corrections = correctionStore(query)
  const gone: Reading[] = []
  const come: Reading[] = []
  for (const which of found) {
    const before = await ingest.readings.withdraw(patient, which)
    if (before === undefined) continue
    const after = { ...before, quality: before.quality.filter((code) => code !== 'person-uncertain') }
    const [outcome] = await ingest.readings.append([{ patient: owner, reading: after }], 'of-a-person')
    gone.push(before)
    if (outcome === 'inserted') come.push(after)
    const change = { patient, action: 'moved' as const, before, after, reason: 'wrong-person' as const, by, to: other }
    await corrections.record({ ...change, ...(note !== undefined && { note }) }, work.now)
  }
  const because = { by, text: note }
  if (gone.length > 0) await ingest.rejudge(patient, { gone, come: [] }, because, work)
  if (come.length > 0) await ingest.rejudge(owner, { gone: [], come }, because, work)
  await moveEvents(ports, told, { patient, owner, by, note }, work)

  const detail = `${device} ${isoTime(from)} ${isoTime(to)} ${gone.length + told.length}`
  for (const [person, before, after] of [
    [patient, device, null],
    [owner, null, device],
  ] as const) {
    const changes = [
      { field: 'device', before, after },
      { field: 'readings', before: null, after: gone.length },
      ...(told.length > 0 ? [{ field: 'events', before: null, after: told.length }] : []),
    ]
    await history.note(person, by, 'device-moved', changes, work.now)
    const entry = { staff: by.id, patient: person, action: 'readings-moved', detail }
    await audit.record(person === patient ? { ...entry, ground } : entry, work.now)
  }
  return { done: true, count: gone.length + told.length }
}

interface Move {
  patient: string
  owner: string
  by: Doing<'move-readings'>['by']
  note: string | undefined
}

/** What it told of: calls for help, falls, doses, doors. Both homes are learnt anew, also from what was measured. */
async function moveEvents(
  { query, ingest }: PeoplePorts,
  told: readonly DeviceEvent[],
  { patient, owner, by, note }: Move,
  work: Work,
): Promise<void> {
  for (const { id, device, kind, at } of told) {
    ingest.events.give(id, owner)
    const moved = { patient, owner, moved_by: by.id, moved_at: work.now, note: note ?? null }
    await query
      .insertInto('moved_event')
      .values({ event: id, device, kind, at: Date.parse(at), ...moved })
      .execute()
  }
  const because = { by, text: note }
  await ingest.eventsMoved(patient, { gone: told, come: [] }, because, work)
  await ingest.eventsMoved(owner, { gone: [], come: told }, because, work)
}
