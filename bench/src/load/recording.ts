import { type EventKind, isoTime, type Milliseconds, topicOf, URGENT_EVENT_KINDS } from '@kotisilta/contract'
import type { Fleet, Patient } from '../workload/fleet.ts'
import { itemText } from '../workload/item-text.ts'
import type { Sign } from '../workload/sign.ts'
import { type Tape, TapeWriter } from './tape.ts'

/** What all connections will publish, and in which order. */
export interface Recording {
  /** By the number of the home. */
  readonly tapes: readonly Tape[]
  /** Number of the home that publishes next, packet by packet. */
  readonly order: readonly number[]
  readonly packets: number
  readonly items: number
  readonly alarms: number
  readonly bytes: number
}

export interface RecorderOptions {
  readonly fleet: Fleet
  /** Items in a message; what is urgent always goes alone, in its own lane. */
  readonly perMessage: number
  readonly newUlid: (at: Milliseconds) => string
  /** The gateways' outboxes, one name for all of them. */
  readonly epoch: string
  /** `sent` of the messages. */
  readonly sent: Milliseconds
}

/** Puts signs on the tapes of their homes. */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #tapes: readonly TapeWriter[]
  readonly #waiting: { texts: string[]; alarms: string[] }[]
  readonly #order: number[] = []
  readonly #sent: string
  #items = 0
  #alarms = 0

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#tapes = options.fleet.homes.map(() => new TapeWriter())
    this.#waiting = options.fleet.homes.map(() => ({ texts: [], alarms: [] }))
    this.#sent = isoTime(options.sent)
  }

  /** Adds what `patient` measured at about `at`: later if that moment is taken. */
  add(patient: Patient, sign: Sign, at: Milliseconds, alarming: boolean): void {
    patient.latest = Math.max(Math.floor(at), patient.latest + 1)
    const device = sign.kind === 'body-weight' ? patient.scale : patient.band
    const text = itemText(sign, this.#options.newUlid(patient.latest), device, isoTime(patient.latest))
    this.#items++
    if (alarming) this.#alarms++
    if (sign.type === 'event' && URGENT_EVENT_KINDS.has(sign.kind satisfies EventKind)) {
      this.#publish(patient.home, 'urgent', [text], alarming ? [patient.id] : [])
      return
    }
    const waiting = this.#waiting[patient.home] as { texts: string[]; alarms: string[] }
    waiting.texts.push(text)
    if (alarming) waiting.alarms.push(patient.id)
    if (waiting.texts.length >= this.#options.perMessage) this.#flush(patient.home)
  }

  finish(): Recording {
    for (const [home, { texts }] of this.#waiting.entries()) if (texts.length > 0) this.#flush(home)
    const tapes = this.#tapes.map((tape) => tape.finish())
    const bytes = tapes.reduce((sum, tape) => sum + tape.bytes.length, 0)
    return {
      tapes,
      order: this.#order,
      packets: this.#order.length,
      items: this.#items,
      alarms: this.#alarms,
      bytes,
    }
  }

  #flush(home: number): void {
    const { texts, alarms } = this.#waiting[home] as { texts: string[]; alarms: string[] }
    this.#waiting[home] = { texts: [], alarms: [] }
    this.#publish(home, 'items', texts, alarms)
  }

  #publish(number: number, lane: 'items' | 'urgent', texts: readonly string[], alarms: readonly string[]): void {
    const home = this.#options.fleet.homes[number]
    if (home === undefined) throw new Error(`there is no home ${number}`)
    home.sequence[lane]++
    const payload = `{"sent":"${this.#sent}","epoch":"${this.#options.epoch}","seq":${home.sequence[lane]},"items":[${texts.join()}]}`
    this.#tapes[number]?.add(topicOf(home.partition, home.gateway, lane), payload, texts.length, alarms)
    this.#order.push(number)
  }
}
