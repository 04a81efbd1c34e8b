import type { Alert, Lane } from '@kotisilta/contract'
import type { Command, CommandResult } from './commands.ts'

/** One message that a gateway wants acknowledged. */
export interface ArrivedMessage {
  gateway: string
  lane: Lane
  payload: Uint8Array
}

/** What goes to the committing thread at once and is committed together. Payloads lie end to end in `bytes`. */
export interface BatchRequest {
  id: number
  gateways: string[]
  lanes: Lane[]
  lengths: number[]
  bytes: Uint8Array
  commands: Command[]
}

export type BatchReply =
  | { id: number; committed: true; alerts: Alert[]; results: CommandResult[]; counts: BatchCounts }
  /** `alerts`: of what could be committed of it all the same. `sqlite`: SQLite's own code. */
  | { id: number; committed: false; code: StorageFailure; message: string; sqlite?: string; alerts: Alert[] }

export type StorageFailure = 'storage-full' | 'storage-failed'

export interface Refused {
  code: string
  gateway: string | null
  device?: string | undefined
}

/** One of many things that could not be done; the others were. */
export interface Fault {
  /** By id: `alert ...`, `client ...`. */
  of: string
  code: string
  /** What was stored is not what was written. */
  isDamaged: boolean
  /** Without a word of what it was about. */
  where: string
}

export interface BatchCounts {
  items: number
  duplicates: number
  /** Refused items and payloads by code. */
  refused: Record<string, number>
  /** The first of them, for the log: no bytes, nothing that could name a person. */
  refusals: Refused[]
  /** Gateways' messages that never came, though later ones did. */
  missing: { gateway: string; count: number }[]
  /** Findings by rule. */
  findings: Record<string, number>
  faults: Fault[]
  /** Milliseconds from begin to commit. */
  took: number
}

/** `folded`: number of the last look of the journal that the access log has. */
export type Ready = { ready: true; folded: number } | { ready: false; code: string; message: string }

export interface ThreadSettings {
  dataDir: string
  /** See `clockFromText`. */
  clock: string | undefined
}
