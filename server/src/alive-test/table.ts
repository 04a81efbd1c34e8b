/** Times are milliseconds since 1970. */
export interface AliveTestTable {
  /** The command that the gateway was told. */
  command: string
  home: string
  gateway: string
  /** Which of its night; 0: somebody asked for it. */
  attempt: number
  asked_at: number
  ended_at: number | null
  result: string | null
  /** Whose screen it was. */
  confirmed_by: string | null
}
