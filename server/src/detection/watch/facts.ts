import type { Milliseconds, ReadingKind } from '@kotisilta/contract'
import type { DoseReport } from './dose-reports.ts'
import type { DayMoves } from './moves.ts'

/** Something that is so since an event said it. */
export interface Known {
  is: boolean
  at: Milliseconds
  /** Which device said it. */
  device: string
}

/**
 * What is known of a home besides what its readings mean. The order in which it becomes known makes no difference: of each
 * thing the newest word in event time counts.
 */
export interface Facts {
  /** When the home was first watched for anything. */
  since?: Milliseconds
  worn?: Known
  atHome?: Known
  /** Devices that have said that they are there or gone. */
  devices?: Readonly<Record<string, Known>>
  /** By device; of those that have ever told. */
  batteries?: Readonly<Record<string, { level: number; at: Milliseconds }>>
  /** Oldest day first. */
  moves?: readonly DayMoves[]
  /** Oldest first. */
  doses?: readonly DoseReport[]
  /** The medication robot: when it last had a fault, and when it last did its work. */
  robot?: { device: string; fault?: Milliseconds; well?: Milliseconds }
}

/** What is known of the last reading of a kind that is expected. */
export interface Heard {
  at: Milliseconds
  item: string
  device: string
}

/** What is needed to watch, and is not persisted: it is known anew after a restart. */
export interface Watching {
  /** The gateways of the home, as the server hears them. */
  gateways?: Readonly<Record<string, Known>>
  /** Their radios, of those that ever had trouble. */
  radios?: Readonly<Record<string, Known>>
  heard: Readonly<Partial<Record<ReadingKind, Heard>>>
}

/** When somebody looks at what has not come. */
export interface Moment {
  now: Milliseconds
  /** Since when whatever a home sends is heard: what came before that may still be on its way. */
  listening: Milliseconds
}

/** The newer word; of two for one moment, that it is so. */
export const newer = (before: Known | undefined, word: Known): Known =>
  before !== undefined && (before.at > word.at || (before.at === word.at && before.is)) ? before : word
