import type { Generated } from 'kysely'
import type { AliveTestTable } from '../alive-test/table.ts'
import type { HomeCommandTable } from '../commands-to-homes/table.ts'
import type { HandoverTables } from '../handover/tables.ts'
import type { IdentityTables } from '../identity/tables.ts'
import type { InstallationTestTables } from '../installation-test/tables.ts'
import type { NotificationTables } from '../notifications/tables.ts'
import type { OnCallTables } from '../on-call/tables.ts'
import type { WorklistTables } from '../worklist/tables.ts'

/** Times are milliseconds since 1970 unless a column says otherwise; `body` columns hold JSON whose schema is in contract. */
export interface Database
  extends IdentityTables,
    NotificationTables,
    OnCallTables,
    WorklistTables,
    HandoverTables,
    InstallationTestTables {
  area: { id: string; name: string }
  home: { id: string; area: string; partition: string }
  gateway: { id: string; home: string; token_hash: Uint8Array; created_at: number; revoked_at: number | null }
  gateway_certificate: { serial: string; gateway: string; issued_at: number; not_after: number; key_hash: Uint8Array }
  technical_alert: {
    id: string
    /** A gateway's id, or of what else it is: `server:backup-failed`, `channel:sms`. */
    subject: string
    problem: string
    status: string
    last_at: number
    body: string
  }
  /** Where the chains of open technical alerts stand. */
  technical_escalation: { alert: string; due: number | null; body: string }
  gateway_finding: {
    gateway: string
    code: string
    first_at: number
    last_at: number
    count: number
    detail: string
  }
  gateway_lane: {
    gateway: string
    lane: string
    epoch: string
    seq: number
    missing: number
    repeated: number
    last_at: number
  }
  enrolment_code: {
    code_hash: Uint8Array
    gateway: string
    created_at: number
    created_by: string
    expires_at: number
    key_hash: Uint8Array | null
  }
  api_token: ApiTokenTable
  second_factor_role: { role: string }
  gateway_state: { gateway: string; online: number; since: number; last_heard: number; body: string | null }
  patient: PatientTable
  plan_version: PlanVersionTable
  plan_pause: PlanPauseTable
  plan_proposal: PlanProposalTable
  plan_template: {
    id: string
    version: number
    body: string
    added_at: number
    added_by: string
    retired_at: number | null
    retired_by: string | null
  }
  moved_event: MovedEventTable
  patient_past_area: { patient: string; area: string; until_at: number }
  area_plan_version: {
    area: string
    version: number
    valid_from: number
    patch: string
    plan: string
    reason: string
    changed_at: number
    changed_by: string
    approved_by: string | null
  }
  area_plan_proposal: {
    id: string
    area: string
    based_on: number
    patch: string
    reason: string
    status: string
    proposed_at: number
    proposed_by: string
    decided_at: number | null
    decided_by: string | null
    decision_note: string | null
  }
  plan_setting: { area: string; four_eyes: number }
  device_assignment: {
    id: Generated<number>
    device: string
    profile: string
    patient: string
    from_at: number
    until_at: number | null
    /** Where the device was, if the person has moved since. */
    home: string | null
  }
  device_key: { device: string; bind_key: string | null; unlock_key: string | null }
  device_user: { device: string; patient: string; user_index: number | null; consent_code: number | null }
  /** Filled by the database itself with each patient. */
  home_member: { patient: string; member: string }
  home_command: HomeCommandTable
  series: { id: Generated<number>; patient: string; device: string; kind: string }
  reading: ReadingTable
  reading_device_time: { series: number; device_at: number; value: number; at: number }
  reading_withdrawn: { series: number; natural_at: number; value: number }
  reading_correction: {
    id: string
    patient: string
    reading: string
    kind: string
    at: number
    action: string
    staff: string
    corrected_at: number
    body: string
  }
  entry: { id: string; patient: string; staff: string; entered_at: number; body: string }
  task: TaskTable
  event: { id: string; patient: string; device: string; kind: string; natural_at: number; at: number; body: string }
  episodes: { patient: string; body: string; due: number | null }
  timeline: { id: Generated<number>; patient: string; at: number; recorded_at: number; body: string }
  alert: {
    id: string
    patient: string
    problem: string
    status: string
    priority: string
    version: number
    raised_at: number
    resolved_at: number | null
    body: string
  }
  escalation: { alert: string; due: number | null; body: string }
  alert_call: { alert: string; began: number; round: number; step: number; person: string; at: number }
  alert_delivery: { alert: string; version: number; screen: string; staff: string; at: number }
  access_log: AccessLogTable
  access_log_checkpoint: { id: number; hash: Uint8Array; at: number }
  /** One row; the hash before the first entry. */
  access_log_start: { hash: Uint8Array }
  /** `area` `*`: every area. */
  staff_area: { staff: string; area: string }
  team: { id: string; name: string; created_at: number }
  team_area: { team: string; area: string }
  team_member: { id: string; team: string; staff: string; from_at: number; until_at: number | null }
  care_relationship: {
    id: string
    patient: string
    staff: string | null
    team: string | null
    from_at: number
    until_at: number | null
    made_by: string
    ended_by: string | null
  }
  break_glass: {
    id: string
    staff: string
    patient: string
    reason: string
    from_at: number
    until_at: number
    reviewed_at: number | null
    reviewed_by: string | null
    verdict: string | null
    note: string | null
  }
  consent: ConsentTable
  /** One row; grows whenever something changes that decides who may see whom. */
  rights_version: { version: number }
  quarantine: {
    id: string
    at: number
    gateway: string | null
    device: string | null
    lane: string
    code: string
    detail: string
    size: number
    bytes: Uint8Array
    replayed_at: number | null
    /** Of gateway, code and bytes: the same thing refused again is one row. */
    fingerprint: Uint8Array
  }
  patient_change: {
    id: Generated<number>
    patient: string
    at: number
    by: string | null
    by_name: string | null
    action: string
    body: string
  }
  life_step: LifeStepTable
  gateway_past_home: { gateway: string; home: string; until_at: number }
  kit: { id: string; label: string; gateway: string; state: string; created_at: number }
  kit_device: { kit: string; device: string; profile: string }
  kit_step: { kit: string; step: string; at: number; by: string; by_name: string }
  erasure_request: {
    id: Generated<number>
    patient: string
    at: number
    by: string
    reason: string
    decision: string
    ground: string
  }
  erased_patient: { id: string; erased_at: number; ground: string }
  alive_test: AliveTestTable
  probe: { at: number }
  /** One row; grows whenever something changes that the judging thread keeps in memory. */
  directory_version: { id: number; version: number }
  /** Whose plan has changed, until what is known of them has been judged by it. */
  directory_change: { version: number; whose: string }
}

interface MovedEventTable {
  id: Generated<number>
  event: string
  device: string
  kind: string
  at: number
  /** Whose it had been taken for, and whose it was. */
  patient: string
  owner: string
  moved_by: string
  moved_at: number
  note: string | null
}

interface ApiTokenTable {
  id: string
  name: string
  token_hash: Uint8Array
  /** Separated by blanks. */
  scopes: string
  gateway: string | null
  /** Ids separated by blanks; `*` for every area. */
  areas: string
  created_at: number
  created_by: string
  expires_at: number
  last_used_at: number | null
  revoked_at: number | null
}

interface PatientTable {
  id: string
  home: string
  name: string
  birth_year: number | null
  language: string
  municipality: string | null
  address: string | null
  key_box: string | null
  phone: string | null
  lives_alone: number | null
  notes: string | null
  contacts: Generated<string>
  /** JSON; null: nobody has asked. */
  allergies: Generated<string | null>
  do_not_resuscitate: Generated<number | null>
  do_not_resuscitate_note: Generated<string | null>
  responsible: Generated<string | null>
  status: Generated<string>
  status_since: Generated<number | null>
  version: Generated<number>
  identity_fingerprint: Generated<Uint8Array | null>
  identity_sealed: Generated<Uint8Array | null>
  identity_masked: Generated<string | null>
}

interface LifeStepTable {
  id: Generated<number>
  patient: string
  at: number
  by: string
  step: string
  /** What it was before and what the step ended. */
  body: string
  undone_at: number | null
}

interface PlanVersionTable {
  patient: string
  version: number
  valid_from: number
  valid_until: number | null
  layers: string
  /** What the layers make. */
  plan: string
  change: string
  reason: string
  changed_at: number
  changed_by: string | null
  approved_by: string | null
  /** Of which version it is a copy. */
  restored: number | null
}

interface PlanPauseTable {
  id: string
  patient: string
  from_at: number
  until_at: number
  reason: string
  note: string | null
  paused_at: number
  paused_by: string | null
  ended_at: number | null
  ended_by: string | null
}

interface PlanProposalTable {
  id: string
  patient: string
  based_on: number
  valid_from: number | null
  valid_until: number | null
  layers: string
  plan: string
  change: string
  reason: string
  restored: number | null
  status: string
  proposed_at: number
  proposed_by: string
  decided_at: number | null
  decided_by: string | null
  decision_note: string | null
}

interface TaskTable {
  id: string
  patient: string | null
  kind: string
  key: string | null
  status: string
  due: number | null
  created_at: number
  changed_at: number
  version: number
  body: string
}

interface ReadingTable {
  series: number
  at: number
  value: number
  id: Uint8Array
  clock: number
  extra: string | null
}

interface AccessLogTable {
  /** 1, 2, 3, ... without a gap. */
  id: number
  at: number
  staff: string
  /** The role at that time. */
  role: string | null
  patient: string | null
  action: string
  detail: string | null
  ground: string | null
  /** SHA-256 of the hash before and this entry. */
  hash: Uint8Array
}

interface ConsentTable {
  id: string
  patient: string
  account: string
  holder: string
  /** JSON list. */
  scopes: string
  from_at: number
  until_at: number | null
  /** Who said yes, in words, for example the client at home on paper. */
  given: string
  recorded_by: string
  ended_by: string | null
}
