import {
  type DeviceEvent,
  type Finding,
  type Item,
  isUrgent,
  type Milliseconds,
  type Reading,
  type RefusalCode,
} from '@kotisilta/contract'
import { type Alerts, alertStore } from '../alerts/store.ts'
import { askAtHome } from '../commands-to-homes/for-task.ts'
import { apart } from '../commit/apart.ts'
import type { ArrivedMessage } from '../commit/protocol.ts'
import type { Work } from '../commit/work.ts'
import type { OpenDatabase } from '../database/open.ts'
import { type Amended, type Ask, type GatewayWord, strayCall, valueImpossible } from '../detection/index.ts'
import { Directory, type Owner } from '../devices/directory.ts'
import { type EventStore, eventStore } from '../events/store.ts'
import { gatewayLanes } from '../gateways/lane-store.ts'
import { type Turns, turnsIn } from '../installation-test/turns.ts'
import { Roster } from '../on-call/roster.ts'
import { sqliteReadingStore } from '../readings/sqlite-store.ts'
import { type DetectionTasks, detectionTasks } from '../tasks/from-detection.ts'
import { taskStore } from '../tasks/store.ts'
import { accept, heardNow, type Refusal, refusedItem } from './accept.ts'
import { type Because, Judge, type MovedEvents } from './judge.ts'
import { type Quarantine, quarantine } from './quarantine.ts'

/** An item that belongs to somebody. */
export interface OwnedItem {
  patient: string
  item: Item
  /** Who else uses the device. */
  others?: readonly string[]
}

/**
 * The way of a message through the house, inside one transaction: accept, find whose it is, store, judge, alert.
 * What cannot go on goes to quarantine.
 */
export class Ingest {
  readonly alerts: Alerts
  readonly roster: Roster
  readonly turns: Turns
  readonly lanes: ReturnType<typeof gatewayLanes>
  readonly readings: ReturnType<typeof sqliteReadingStore>
  readonly events: EventStore
  readonly #quarantine: Quarantine
  readonly #directory: Directory
  readonly #judge: Judge
  readonly #tasks: DetectionTasks

  constructor(database: OpenDatabase) {
    this.readings = sqliteReadingStore(database.sqlite)
    this.events = eventStore(database.sqlite)
    this.#quarantine = quarantine(database.query)
    this.lanes = gatewayLanes(database.sqlite)
    this.#directory = new Directory(database.sqlite)
    this.roster = new Roster(database.sqlite)
    this.alerts = alertStore(database.query, {
      nameOf: (patient) => this.#directory.person(patient).name,
      areaOf: (patient) => this.#directory.person(patient).area,
      homeOf: (patient) => this.#directory.person(patient).home,
      clearsAfter: (patient, now) => {
        const { enabled, afterMinutes } = this.#directory.person(patient).plans.at(now).autoClear
        return enabled ? afterMinutes * 60_000 : undefined
      },
      roster: this.roster,
      apart: (work, of, run) => apart(database.sqlite, work, of, run),
    })
    this.turns = turnsIn(database.sqlite)
    this.#tasks = detectionTasks(taskStore(database.query), (again, now) => askAtHome(database.query, again, now))
    this.#judge = new Judge(database, this.readings, this.#directory, this.alerts)
  }

  /** At the start of each transaction: somebody else may have changed who is who. */
  lookAround(now: Milliseconds): void {
    const changed = this.#directory.lookAround(now)
    if (changed === 'everything') this.#judge.everybodyAnew()
    if (changed !== 'nothing') this.#judge.plansChanged()
    this.alerts.lookAround()
  }

  /** After a commit. */
  committed(now: number): void {
    this.alerts.committed()
    this.lanes.committed(now)
  }

  /**
   * After a rollback: nothing that was kept in memory on the way may stay.
   * @param wasDeaf storage failed, and nothing could be taken
   */
  forget(wasDeaf: boolean): void {
    this.readings.forget()
    this.#directory.forget()
    this.#judge.forget(wasDeaf)
    this.alerts.rolledBack()
    this.lanes.forget()
    this.turns.forget()
  }

  /** Takes messages in order. Resolves when all of it is in the transaction; the caller commits. */
  async take(messages: readonly ArrivedMessage[], work: Work, replayed = false): Promise<void> {
    const owned: OwnedItem[] = []
    const told: { patient: string; finding: Finding }[] = []
    for (const message of messages) {
      const { numbered, items, refusals } = accept(message.payload, work.now)
      if (numbered !== undefined && !replayed) {
        this.lanes.note({ gateway: message.gateway, lane: message.lane, ...numbered })
      }
      for (const refusal of refusals) await this.#refuse(message, refusal, work)
      for (const said of items) {
        if (!replayed && this.turns.takes(said, message, work.now)) continue
        const item = replayed ? said : this.#heard(said, message.gateway, work.now)
        const owner = this.#ownerOf(item, message.gateway)
        if (typeof owner === 'string') {
          const isNew = await this.#refuse(message, refusedItem(item, owner, OWNER_WORDS[owner]), work)
          const call = isNew && item.type === 'event' && strayCall(item)
          const patient = call && this.#nearest(item.device, message.gateway, work.now)
          if (call && patient) told.push({ patient, finding: call })
        } else if (valueImpossible.isMet(item)) {
          await this.#refuse(message, refusedItem(item, 'value-impossible', IMPOSSIBLE), work)
          told.push({ patient: owner.patient, finding: valueImpossible.finding(item) })
        } else {
          const { patient, shared, others } = owner
          owned.push({ patient, item: shared ? ofSomebody(item) : item, ...(others !== undefined && { others }) })
        }
      }
    }
    for (const { patient, finding } of told) await this.#judge.tell(patient, finding, work)
    if (owned.length === 0) return
    await this.#judge.prepare(owned, work.now)
    const inserted = await this.#store(owned, work)
    await this.#judge.judge(inserted, work)
    for (const { patient, item } of inserted) {
      if (isUncertain(item)) await this.#tasks.uncertain(patient, item, work.now)
    }
  }

  /** Takes what a person has measured of somebody. @returns what was not there yet */
  async enter(patient: string, readings: readonly Reading[], work: Work): Promise<Reading[]> {
    const owned = readings.map((item) => ({ patient, item }))
    await this.#judge.prepare(owned, work.now)
    const inserted = await this.#store(owned, work, 'of-a-person')
    await this.#judge.judge(inserted, work)
    return inserted.map(({ item }) => item as Reading)
  }

  /** What is waiting to be measured again, of somebody who has just been judged. */
  asksOf = (patient: string, now: Milliseconds): Ask[] => this.#judge.asksOf(patient, now)

  /** See `Judge.rejudge`: for whoever has withdrawn readings from the store, or put others into the past. */
  async rejudge(patient: string, amended: Amended, because: Because, work: Work): Promise<void> {
    await this.#judge.rejudge(patient, amended, because, work)
  }

  /** See `Judge.eventsMoved`: after events, and readings with them, have been moved in the store. */
  async eventsMoved(patient: string, moved: Omit<MovedEvents, 'told'>, because: Because, work: Work): Promise<void> {
    const told = (since: Milliseconds) => this.events.whole(patient, since, Number.MAX_SAFE_INTEGER)
    await this.#judge.eventsMoved(patient, { ...moved, told }, because, work)
  }

  /** A gateway came or went. */
  gatewaysHeard(words: readonly GatewayWord[]): void {
    this.#judge.gatewaysHeard(words)
  }

  /** What the passing of time means. */
  async passTime(work: Work): Promise<void> {
    await this.#judge.passTime(work)
  }

  /** Puts a whole message into quarantine. */
  async setAside(message: ArrivedMessage, code: RefusalCode, detail: string, work: Work): Promise<void> {
    await this.#refuse(message, { code, detail, bytes: message.payload }, work)
  }

  /** Takes a quarantined thing once more; it leaves quarantine if all of it can be taken now. */
  async replay(id: string, work: Work): Promise<'replayed' | 'refused-again' | 'not-found'> {
    const entry = await this.#quarantine.waiting(id)
    if (entry?.gateway == null) return 'not-found'
    const { gateway, lane, bytes } = entry
    const { items, refusals } = accept(asMessage(bytes), work.now)
    const ours = items.every((item) => typeof this.#ownerOf(item, gateway) !== 'string' && !valueImpossible.isMet(item))
    if (refusals.length > 0 || !ours) return 'refused-again'
    await this.take([{ gateway, lane, payload: asMessage(bytes) }], work, true)
    await this.#quarantine.markReplayed(id, work.now)
    return 'replayed'
  }

  /** Takes an item that was kept apart at first, with its own time. */
  async takeAfterAll(gateway: string, lane: ArrivedMessage['lane'], item: string, work: Work): Promise<void> {
    await this.take([{ gateway, lane, payload: asMessage(Buffer.from(item)) }], work, true)
  }

  /** A call for help is somebody's whatever it says of whom; a reading has to be the right person's. */
  #ownerOf({ type, device, at, subject }: Item, gateway: string): Owner {
    return this.#directory.owner(device, Date.parse(at), gateway, type === 'reading' ? subject : undefined)
  }

  /**
   * A call for help from a time at which the device was nobody's yet comes from a clock that is wrong rather than from a
   * cupboard: it counts from when it is heard, where the device is somebody's now.
   */
  #heard(item: Item, gateway: string, now: Milliseconds): Item {
    if (!isUrgent(item) || this.#ownerOf(item, gateway) !== 'device-unassigned') return item
    const heard = heardNow(item, now)
    return this.#ownerOf(heard, gateway) === 'device-unassigned' ? item : heard
  }

  /**
   * Whom a call for help of a device that is nobody's is told of: it waits in quarantine like all of such a device, but
   * somebody in this gateway's home may be lying on the floor. What is somebody's elsewhere is theirs to be told of.
   */
  #nearest(device: string, gateway: string, now: Milliseconds): string | undefined {
    return this.#directory.isAnybodys(device, now) ? undefined : this.#directory.residents(gateway)[0]
  }

  /** @returns whether it is not there already */
  async #refuse(message: ArrivedMessage, refusal: Refusal, work: Work): Promise<boolean> {
    const { gateway } = message
    work.refused(refusal.code, { gateway, device: refusal.device })
    return this.#quarantine.put({ gateway: message.gateway, lane: message.lane, ...refusal }, work.now)
  }

  async #store(owned: readonly OwnedItem[], work: Work, word?: 'of-a-person'): Promise<OwnedItem[]> {
    const readings = owned.flatMap(({ patient, item, others }) =>
      item.type === 'reading' ? [{ patient, reading: item, ...(others !== undefined && { alsoOf: others }) }] : [],
    )
    const outcomes = (await this.readings.append(readings, word)).values()
    const inserted = owned.filter(({ patient, item }) => {
      const outcome = item.type === 'reading' ? outcomes.next().value : this.events.append(patient, item as DeviceEvent)
      return outcome === 'inserted'
    })
    work.items += inserted.length
    work.duplicates += owned.length - inserted.length
    return inserted
  }
}

const IMPOSSIBLE = 'No living person has had such a value.'

const OWNER_WORDS = {
  'device-unknown': 'The device has never been assigned to anybody.',
  'device-unassigned': "At that time the device was nobody's in this gateway's home.",
  'member-unknown': 'At that time the device was not used by the member whose reading it is said to be.',
}

const isUncertain = (item: Item): item is Reading =>
  item.type === 'reading' && item.quality.length > 0 && item.quality.includes('person-uncertain')

/** A reading of a device that several people use, which does not say whose it is. */
function ofSomebody(item: Item): Item {
  if (item.type !== 'reading' || item.kind === 'battery-level' || item.quality.includes('person-uncertain')) return item
  return { ...item, quality: [...item.quality, 'person-uncertain'] }
}

/** Quarantine holds whole payloads and single items; both can be taken as a message. */
function asMessage(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString()
  if (!isItem(text)) return bytes
  const envelope = `"sent":"1970-01-01T00:00:00.000Z","epoch":"00000000000000000000000000","seq":1`
  return Buffer.from(`{${envelope},"items":[${text}]}`)
}

function isItem(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'kind' in value && !('items' in value)
  } catch {
    return false
  }
}
