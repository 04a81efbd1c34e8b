import { isoTime, newUlid, type ProblemCode, type SwapStep } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../../database/schema.ts'
import { dutiesBetween } from '../who-is-on.ts'
import type { RotaChange } from './changes.ts'
import type { KeptStore } from './kept.ts'

type Offer = Extract<RotaChange, { change: 'offer-swap' }>
/** In which state each step can be taken, by whom, and into which it leads. */
const STEPS: Readonly<Record<SwapStep, { from: string; by: readonly ('by' | 'recipient')[]; to: string }>> = {
  accept: { from: 'offered', by: ['recipient'], to: 'accepted' },
  decline: { from: 'offered', by: ['recipient'], to: 'declined' },
  withdraw: { from: 'offered', by: ['by'], to: 'withdrawn' },
  undo: { from: 'accepted', by: ['by', 'recipient'], to: 'undone' },
}

export interface SwapDone {
  id: string
  /** Whom to tell, and about whom. */
  tell: { staff: string; kind: 'swap-offered' | 'swap-answered'; about: string }
  schedule: { id: string; name: string; from: number; until: number }
}

/** Whether one person is on by the schedule for all of a time. */
function isOnThroughout(
  schedule: NonNullable<Awaited<ReturnType<KeptStore['schedule']>>>,
  staff: string,
  from: number,
  until: number,
): boolean {
  const duties = dutiesBetween(schedule, from, until)
  return duties.length > 0 && duties.every((duty) => duty.staff.includes(staff))
}

/** One offers time that is their own to another; nothing changes until the other accepts. */
export async function offerSwap(
  query: Kysely<Database>,
  kept: KeptStore,
  { schedule: id, from, until, to, note }: Offer,
  known: (staff: string) => boolean,
  { by, now }: { by: string; now: number },
): Promise<SwapDone | ProblemCode> {
  const schedule = await kept.schedule(id)
  if (schedule === undefined) return 'not-found'
  if (to === by || !known(to)) return 'staff-unknown'
  if (until <= now) return 'swap-not-possible'
  if (!isOnThroughout(schedule, by, from, until)) return 'shift-not-yours'
  const offer = { id: newUlid(now), schedule: id, from_at: from, until_at: until, by, recipient: to, note }
  await query
    .insertInto('duty_swap')
    .values({ ...offer, status: 'offered', offered_at: now, decided_at: null })
    .execute()
  const span = { id, name: schedule.name, from, until }
  return { id: offer.id, tell: { staff: to, kind: 'swap-offered', about: by }, schedule: span }
}

/** The other's answer, a change of mind, or the way back. What was accepted is an override of the schedule. */
export async function decideSwap(
  query: Kysely<Database>,
  kept: KeptStore,
  { swap: id, step }: Extract<RotaChange, { change: 'decide-swap' }>,
  { by, now }: { by: string; now: number },
): Promise<SwapDone | ProblemCode> {
  const swap = await query.selectFrom('duty_swap').selectAll().where('id', '=', id).executeTakeFirst()
  if (swap === undefined || (swap.by !== by && swap.recipient !== by)) return 'not-found'
  const { from, by: whose, to } = STEPS[step]
  if (swap.status !== from || swap.until_at <= now || !whose.some((who) => swap[who] === by)) return 'swap-not-possible'
  const schedule = await kept.schedule(swap.schedule)
  if (schedule === undefined) return 'swap-not-possible'
  const override = `swap-${id}`
  const others = schedule.overrides.filter((each) => each.id !== override)
  if (step === 'accept') {
    // Since the offer the rota may have changed, or the other may have come on by it.
    if (!isOnThroughout(schedule, swap.by, swap.from_at, swap.until_at)) return 'swap-not-possible'
    const made = {
      id: override,
      from: isoTime(swap.from_at),
      until: isoTime(swap.until_at),
      away: swap.by,
      instead: [swap.recipient],
      reason: swap.note,
    }
    await kept.put('schedule', { ...schedule, overrides: [...others, made] }, { by, reason: 'swap', now })
  } else if (step === 'undo') {
    if (swap.from_at <= now) return 'swap-not-possible'
    await kept.put('schedule', { ...schedule, overrides: others }, { by, reason: 'swap undone', now })
  }
  await query.updateTable('duty_swap').set({ status: to, decided_at: now }).where('id', '=', id).execute()
  const staff = swap.by === by ? swap.recipient : swap.by
  const span = { id: schedule.id, name: schedule.name, from: swap.from_at, until: swap.until_at }
  return { id, tell: { staff, kind: 'swap-answered', about: by }, schedule: span }
}
