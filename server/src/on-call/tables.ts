import type { Generated } from 'kysely'

interface KeptTable {
  id: string
  body: string
  changed_at: number
  changed_by: string | null
  version: number
  reason: string
}

/** Tables of who is on call and of what is wrong with it. */
export interface OnCallTables {
  duty_schedule: KeptTable
  escalation_policy: KeptTable
  on_call_change: {
    id: Generated<number>
    what: string
    subject: string
    version: number
    at: number
    by: string | null
    reason: string
    body: string | null
  }
  duty_swap: {
    id: string
    schedule: string
    from_at: number
    until_at: number
    by: string
    recipient: string
    note: string
    status: string
    offered_at: number
    decided_at: number | null
  }
  duty_confirmation: { schedule: string; staff: string; from_at: number; at: number; heard: number }
  duty_warning: DutyWarningTable
  duty_notice: DutyNoticeTable
  calendar_feed: {
    id: string
    token_hash: Uint8Array
    staff: string
    schedule: string | null
    created_at: number
    last_used_at: number | null
    revoked_at: number | null
  }
  answering_relative: { account: string; since: number }
}

interface DutyWarningTable {
  id: string
  kind: string
  subject: string
  staff: string | null
  from_at: number
  until_at: number
  stage: string
  status: string
  raised_at: number
  cleared_at: number | null
  taken_by: string | null
  due: number | null
  body: string
}

interface DutyNoticeTable {
  id: string
  key: string
  staff: string
  kind: string
  warning: string | null
  schedule: string | null
  name: string
  from_at: number
  until_at: number
  about: string | null
  priority: string
  at: number
  seen_at: number | null
  sent_at: number | null
}
