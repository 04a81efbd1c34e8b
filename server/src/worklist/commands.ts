import type { Actor, Ground, Milliseconds, Trigger } from '@kotisilta/contract'
import type { WorkAction } from './lifecycle.ts'
import type { NewWork } from './store.ts'

/** What the house finds out about itself: work that is there as long as its cause is. `key`: one thing is one item. */
export type FoundWork = NewWork & { key: string }

/** What changes the worklist. `by`: who of the staff; the system where there is none. */
export type WorklistChange =
  | { change: 'call-back'; by: Actor; ground?: Ground; item: NewWork }
  | { change: 'step'; item: string; ground?: Ground; action: WorkAction }
  /** All there is of these kinds now: what is new is added, what is over is closed. */
  | { change: 'found'; kinds: FoundWork['kind'][]; found: FoundWork[] }
  /** What was promised, and its time is over, is told. */
  | { change: 'promises-due' }
  | { change: 'trigger'; source: string; name: string; signature: Uint8Array; trigger: Trigger }
  | { change: 'source-made'; id: string; name: string; areas: string; secret: string; by: Actor; ground?: Ground }
  /** Another secret; the one before is worth nothing from then on. */
  | { change: 'source-rotated'; id: string; secret: string; by: Actor; ground?: Ground }
  | { change: 'source-revoked'; id: string; by: Actor; ground?: Ground }
  /** All well, seen: those who are not well any more are left out. */
  | { change: 'green-seen'; by: Actor; ground?: Ground; patients: string[]; undoUntil: Milliseconds }
  | { change: 'green-undone'; by: Actor; ground?: Ground; seen: string }

export type WorklistCommand = { type: 'worklist' } & WorklistChange
