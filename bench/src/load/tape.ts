import { publishBytes, writePublish } from '../mqtt/packets.ts'

/** All that one connection will publish, made beforehand so that publishing costs the machine next to nothing. */
export interface Tape {
  readonly bytes: Buffer
  /** Where each packet starts, and at last where the tape ends. */
  readonly starts: readonly number[]
  /** How many items each packet carries. */
  readonly items: readonly number[]
  /** Patients who must get an alert, by the number of the packet. */
  readonly alarms: ReadonlyMap<number, readonly string[]>
}

/** MQTT packet ids run from 1 to 65,535 (2.3.1); a tape uses them round and round. */
export const PACKET_IDS = 65_535
const packetIdOf = (index: number): number => (index % PACKET_IDS) + 1

export class TapeWriter {
  #bytes = Buffer.allocUnsafe(64 * 1024)
  #end = 0
  readonly #starts: number[] = []
  readonly #items: number[] = []
  readonly #alarms = new Map<number, readonly string[]>()

  /** Adds one PUBLISH; topic and payload are ASCII. */
  add(topic: string, payload: string, items: number, alarms: readonly string[]): void {
    const index = this.#starts.length
    this.#reserve(publishBytes(topic, payload))
    this.#starts.push(this.#end)
    this.#items.push(items)
    if (alarms.length > 0) this.#alarms.set(index, alarms)
    this.#end = writePublish(this.#bytes, this.#end, topic, payload, packetIdOf(index))
  }

  finish(): Tape {
    const starts = [...this.#starts, this.#end]
    return { bytes: this.#bytes.subarray(0, this.#end), starts, items: this.#items, alarms: this.#alarms }
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#end + more))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}
