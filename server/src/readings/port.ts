import type { Milliseconds, Reading, ReadingKind, StoredReading } from '@kotisilta/contract'

/** A reading that belongs to somebody. */
export interface PatientReading {
  patient: string
  reading: Reading
  /** Others who use the device: a measurement that was booked to one of them does not come again as somebody else's. */
  alsoOf?: readonly string[]
}

/** Which reading: its id, and where it lies. */
export type ReadingKey = Pick<StoredReading, 'id' | 'kind' | 'at'>

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
  /**
   * Stores what is not there yet; one outcome for each row, in order. Durable with the caller's commit.
   *
   * @param word what a device sends again after somebody has withdrawn it is a duplicate; what a person says is not
   */
  append(rows: readonly PatientReading[], word?: 'of-a-device' | 'of-a-person'): Promise<('inserted' | 'duplicate')[]>
  /**
   * Takes a reading out, of which the natural key stays known. Durable with the caller's commit.
   *
   * @returns the reading as it was sent; undefined if it is not there (any more)
   */
  withdraw(patient: string, which: ReadingKey): Promise<Reading | undefined>
  /** Oldest first. */
  range(query: ReadingQuery): Promise<StoredReading[]>
  /** All readings of each kind from its own moment on, oldest first. */
  since(patient: string, kinds: ReadonlyMap<ReadingKind, Milliseconds>): Promise<StoredReading[]>
}
