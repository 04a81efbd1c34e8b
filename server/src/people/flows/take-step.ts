import type { LifeStatus, LifeStep, PatientChange } from '@kotisilta/contract'
import type { CommandResult } from '../../commit/commands.ts'
import type { Work } from '../../commit/work.ts'
import { pausePlan, resumePlan } from '../../plans/pause-command.ts'
import type { Doing } from '../commands.ts'
import type { PeoplePorts } from '../ports.ts'
import { statusAfter } from './life-machine.ts'
import { undoStep } from './undo-step.ts'
import { closeAlerts, endAssignments, endExpectations, recallKits } from './what-ends.ts'

type Step = Exclude<LifeStep, { step: 'undo' }>

/** What a step ended, so that it can be begun again. */
export interface Ended {
  status: LifeStatus
  statusSince: number | null
  assignments: number[]
  alerts: string[]
  kits: string[]
  pause: string | null
}

const DONE_AS: Readonly<Record<Step['step'], PatientChange['action']>> = {
  admit: 'admitted',
  hospital: 'hospital',
  return: 'returned',
  died: 'died',
  left: 'left',
}

/**
 * One step of somebody's way through the service, all of it in one transaction: what is expected of the home, alerts,
 * devices and kit follow. Refused: `not-found`, `step-not-possible`, and what pausing a plan refuses.
 */
export async function takeStep(ports: PeoplePorts, command: Doing<'step'>, work: Work): Promise<CommandResult> {
  const { query, audit, history } = ports
  const { patient, step, by, ground } = command
  const row = await query.selectFrom('patient').selectAll().where('id', '=', patient).executeTakeFirst()
  if (row === undefined) return { done: false, code: 'not-found' }
  if (step.step === 'undo') return undoStep(ports, command, row, work)
  const before = row.status as LifeStatus
  const after = statusAfter(before, step.step)
  const since = step.step === 'died' ? Date.parse(step.on) : work.now
  if (after === undefined || since > work.now) return { done: false, code: 'step-not-possible' }

  const ended: Ended = {
    status: before,
    statusSince: row.status_since,
    assignments: [],
    alerts: [],
    kits: [],
    pause: null,
  }
  const refusal = await follow(ports, command, step, ended, work)
  if (refusal !== undefined) return refusal
  await query
    .updateTable('patient')
    .set({ status: after, status_since: since, version: row.version + 1 })
    .where('id', '=', patient)
    .execute()
  if (after === 'dead' || after === 'left') ended.kits = await recallKits(ports, row.home)
  await query
    .insertInto('life_step')
    .values({
      patient,
      at: work.now,
      by: by.id,
      step: step.step,
      body: JSON.stringify({ step, ended }),
      undone_at: null,
    })
    .execute()
  const changes = [{ field: 'status', before, after }, ...said(step)]
  await history.note(patient, by, DONE_AS[step.step], changes, work.now)
  const action = `patient-${DONE_AS[step.step]}`
  await audit.record({ staff: by.id, patient, action, detail: null, ground }, work.now)
  return { done: true }
}

async function follow(
  ports: PeoplePorts,
  { patient, by }: Doing<'step'>,
  step: Step,
  ended: Ended,
  work: Work,
): Promise<CommandResult | undefined> {
  const { query, audit } = ports
  switch (step.step) {
    case 'hospital': {
      const until = Date.parse(step.expectedBack)
      const pause = { type: 'plan-paused', patient, by, until, reason: 'hospital', instead: true } as const
      const paused = await pausePlan(query, audit, pause, work)
      if (!paused.done) return paused
      ended.pause = paused.created ?? null
      return undefined
    }
    case 'return':
      // Whose pause has run out already is expected at home as it is.
      await resumePlan(query, audit, { type: 'plan-resumed', patient, by, reason: 'hospital' }, work)
      return undefined
    case 'admit':
      await resumePlan(query, audit, { type: 'plan-resumed', patient, by }, work)
      return undefined
    case 'died':
    case 'left':
      ended.alerts = await closeAlerts(ports, patient, by, step.step === 'died' ? 'client-died' : 'left-service', work)
      ended.pause = await endExpectations(ports, patient, by, work.now)
      ended.assignments = await endAssignments(ports, patient, work.now)
      return undefined
  }
}

function said(step: Step): PatientChange['changes'] {
  const { step: _which, ...details } = step
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([field, after]) => ({ field, before: null, after }))
}
