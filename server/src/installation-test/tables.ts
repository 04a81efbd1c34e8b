import type { Generated } from 'kysely'

/** Times are milliseconds since 1970. */
export interface InstallationTestTables {
  installation_test: {
    id: string
    home: string
    gateway: string
    started_at: number
    until_at: number
    by: string
    by_name: string
    ended_at: number | null
    /** `person` or `time` */
    ended: string | null
  }
  /** A device in the technician's hand. */
  installation_test_turn: {
    id: Generated<number>
    test: string
    device: string
    from_at: number
    until_at: number
    /** When it first said something, and whether that was an alarm. */
    first_at: number | null
    first_urgent: number | null
  }
  /** What a device said in its turn: kept apart from what is known of people. */
  test_item: {
    id: string
    test: string
    turn: number
    gateway: string
    device: string
    kind: string
    at: number
    received_at: number
    /** Device, kind, natural time and value: the same thing said again is not another. */
    natural: string
    lane: string
    urgent: number
    /** The item, JSON. */
    body: string
    real_at: number | null
    real_by: string | null
    real_by_name: string | null
  }
}
