import { type Actor, layeredPlan, type PlanTemplate, planFaults } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/store.ts'
import type { CommandResult } from '../commit/commands.ts'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { templateCatalogue } from './catalogue.ts'
import { fourEyesSetting } from './four-eyes.ts'

/** A template of the house's own; its version follows on the newest that there is. */
export interface AddTemplate {
  type: 'plan-template-added'
  by: Actor
  /** The newest version that the person saw; 0: there was none. Absent: what a file says is added whatever there is. */
  seen?: number
  template: Omit<PlanTemplate, 'version'>
}

/** It is not to be laid under any more plans, or it may be again. */
export interface RetireTemplate {
  type: 'plan-template-retired'
  by: Actor
  template: string
  retired: boolean
}

export interface SetFourEyes {
  type: 'plan-setting-changed'
  by: Actor
  area: string
  fourEyes: boolean
}

/** Refused: `plan-template-unknown` where the name is one of the product's, `plan-contradictory`, `plan-changed`. */
export async function addTemplate(
  query: Kysely<Database>,
  audit: AuditLog,
  { by, seen, template }: AddTemplate,
  { now }: Work,
): Promise<CommandResult> {
  const catalogue = templateCatalogue(query)
  if (catalogue.isTaken(template.id)) return { done: false, code: 'plan-template-unknown' }
  if (planFaults(layeredPlan({ templates: [template], personal: {} })).length > 0)
    return { done: false, code: 'plan-contradictory' }
  const newest = (await catalogue.all()).find(({ id }) => id === template.id)?.version ?? 0
  if (seen !== undefined && seen !== newest) return { done: false, code: 'plan-changed' }
  const version = newest + 1
  const body = JSON.stringify({ ...template, version })
  await query
    .insertInto('plan_template')
    .values({ id: template.id, version, body, added_at: now, added_by: by.id, retired_at: null, retired_by: null })
    .execute()
  await audit.record(
    { staff: by.id, patient: null, action: 'plan-template-added', detail: `${template.id} ${version}` },
    now,
  )
  return { done: true, created: template.id, version }
}

/** Refused: `not-found`; the product's own cannot be retired. */
export async function retireTemplate(
  query: Kysely<Database>,
  audit: AuditLog,
  { by, template, retired }: RetireTemplate,
  { now }: Work,
): Promise<CommandResult> {
  const changed = await query
    .updateTable('plan_template')
    .set(retired ? { retired_at: now, retired_by: by.id } : { retired_at: null, retired_by: null })
    .where('id', '=', template)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return { done: false, code: 'not-found' }
  const action = retired ? 'plan-template-retired' : 'plan-template-brought-back'
  await audit.record({ staff: by.id, patient: null, action, detail: template }, now)
  return { done: true }
}

/** Refused: `not-found`. */
export async function setFourEyes(
  query: Kysely<Database>,
  audit: AuditLog,
  { by, area, fourEyes }: SetFourEyes,
  { now }: Work,
): Promise<CommandResult> {
  const known = await query.selectFrom('area').select('id').where('id', '=', area).executeTakeFirst()
  if (known === undefined) return { done: false, code: 'not-found' }
  await fourEyesSetting(query).set(area, fourEyes)
  await audit.record(
    {
      staff: by.id,
      patient: null,
      action: 'plan-setting-changed',
      detail: `${area} ${fourEyes ? 'four-eyes' : 'two-eyes'}`,
    },
    now,
  )
  return { done: true }
}
