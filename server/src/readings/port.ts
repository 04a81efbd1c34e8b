import type { Item, Milliseconds, ReadingKind, StoredReading } from '@kotisilta/contract'

/** A reading that belongs to somebody. */
export interface PatientReading {
  patient: string
  reading: Extract<Item, { type: 'reading' }>
}

export interface ReadingQuery {
  patient: string
  /** All kinds if absent. */
  kinds?: readonly ReadingKind[]
  /** Inclusive. */
  from: Milliseconds
  /** Exclusive. */
  to: Milliseconds
  /**
   * Most rows of each device and kind that are worth having. Beyond it the span is divided evenly and from each
   * part come the rows with the least and the greatest value: a chart keeps its peaks.
   */
  points?: number
}

/**
 * Where readings are kept. Natural key: device, kind, the device's own time or else `at`, value.
 * Every adapter passes `reading-store.suite.ts`.
 */
export interface ReadingStore {
  /** Stores what is not there yet; one outcome for each row, in order. Durable with the caller's commit. */
  append(rows: readonly PatientReading[]): Promise<('inserted' | 'duplicate')[]>
  /** Oldest first. */
  range(query: ReadingQuery): Promise<StoredReading[]>
  /** All readings of each kind from its own moment on, oldest first. */
  since(patient: string, kinds: ReadonlyMap<ReadingKind, Milliseconds>): Promise<StoredReading[]>
}
