export interface HandoverTables {
  handover: {
    id: string
    giver: string
    giver_name: string
    /** Whom it is meant for. */
    meant: string | null
    meant_name: string | null
    at: number
    status: string
    received_at: number | null
    receiver: string | null
    receiver_name: string | null
  }
  handover_line: {
    handover: string
    line: number
    kind: string
    ref: string | null
    patient: string | null
    state: string
    /** JSON: words, text, priority, due. */
    body: string
  }
}
