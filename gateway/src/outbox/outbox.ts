import type { Lane } from '@kotisilta/contract'

/** What goes first when there is no room: `trivial` before `normal` before `important`; `vital` never goes. */
export const IMPORTANCE = ['trivial', 'normal', 'important', 'vital'] as const
export type Importance = (typeof IMPORTANCE)[number]

/** One item on its way to the server, as JSON text. */
export interface OutboxEntry {
  readonly lane: Lane
  readonly importance: Importance
  readonly body: string
}

/** Items bound together under one number, for ever: the same number never means other items. */
export interface OutboxMessage {
  readonly lane: Lane
  readonly epoch: string
  /** From 1, without gaps, in each lane. */
  readonly seq: number
  /** The items' JSON texts, oldest first; never empty. */
  readonly bodies: readonly string[]
}

interface OutboxState {
  /** ULID, new when the outbox was created. */
  readonly epoch: string
  /** Items not yet acknowledged. */
  readonly waiting: Readonly<Record<Lane, number>>
  /** UTF-8 bytes of those items. */
  readonly bytes: number
  /** Items given up for want of room since the outbox was created. */
  readonly dropped: number
  /** Items found damaged on the disk, and not sent, since the outbox was created. */
  readonly damaged: number
}

/** Which messages are acknowledged: those named, or all up to one. */
export type Acknowledged = { readonly seqs: readonly number[] } | { readonly upTo: number }

/**
 * A durable queue with two lanes. It forgets what was acknowledged, and what it must give up when it is full; nothing
 * else, whenever the process or the power dies. All methods throw a KotisiltaError (`store-full`, `store-failed`,
 * `store-damaged`) when the disk does not let them.
 */
export interface Outbox {
  /** Keeps all of these, in this order, in one commit: when it returns they outlive the process, and once `synced` resolves the power. */
  append(entries: readonly OutboxEntry[]): void
  /**
   * The first message of the lane whose `seq` is above `after`. A new one is formed, and kept, if there is none but
   * items wait; undefined if nothing waits. Those that are there already are as large as they are.
   *
   * @param most bytes of items that a new one binds together, though always at least one item
   */
  next(lane: Lane, after: number, most?: number): OutboxMessage | undefined
  /** Forgets the messages. Of another epoch or of a number not yet given: nothing happens. */
  acknowledge(lane: Lane, epoch: string, which: Acknowledged): void
  /** Resolves when what was appended and formed before is safe from a power cut. */
  synced(): Promise<void>
  state(): OutboxState
}
