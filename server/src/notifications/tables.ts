/** What is kept of messages. Times are milliseconds since 1970. */
export interface NotificationTables {
  contact: {
    id: string
    staff: string
    channel: string
    address: string
    label: string
    language: string
    body: string | null
    quiet_from: string | null
    quiet_until: string | null
    created_at: number
  }
  message: MessageTable
  message_attempt: { message: string; number: number; at: number; ended_at: number | null; code: string | null }
  message_receipt: { message: string; delivered: number; first_at: number; count: number }
  channel_health: { channel: string; down_since: number | null; body: string }
}

export interface MessageTable {
  id: string
  purpose: string
  alert: string | null
  began: number
  round: number
  step: number
  person: string
  contact: string
  channel: string
  /** The place on the person's ladder: 0 is tried first. */
  rank: number
  priority: string
  status: string
  code: string | null
  due: number | null
  attempts: number
  provider_id: string | null
  created_at: number
  changed_at: number
  /** What the words need beyond that, as JSON. */
  body: string | null
}
