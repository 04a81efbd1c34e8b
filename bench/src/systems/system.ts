import type { AlertWatch } from '../load/alert-watch.ts'
import type { Counters } from './counters.ts'

/** Something that takes the load: ours, or one to compare with. It is started by the bench and stopped by it. */
export interface System {
  readonly name: string
  readonly mqttPort: number
  /** Processes that count, with their descendants. */
  readonly processes: readonly number[]
  /**
   * How many messages it has dealt with since it started, where an acknowledgement does not yet say so;
   * undefined where acknowledged means dealt with.
   */
  readonly dealtWith: (() => Promise<number>) | undefined
  /** From now on alerts are held against this watch. Undefined for a system that raises none. */
  readonly watchWith: ((watch: AlertWatch) => void) | undefined
  /** What it counts about itself; undefined where it counts nothing. */
  readonly counters: (() => Promise<Counters>) | undefined
  stop(): Promise<void>
}
