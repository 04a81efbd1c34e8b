import { type EventKind, type Milliseconds, READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import type { DecodedEvent, DecodedItem } from '../decoded.ts'
import type { Role } from './bridge.ts'

/** A state that a device is in. */
export type Condition = 'open' | 'occupied' | 'smoke' | 'leak' | 'online'

/** What a message says of a device, in words that all ecosystems share. */
export type Observation =
  | { readonly what: Condition; readonly value: boolean }
  | { readonly what: 'sos'; readonly value: boolean }
  | { readonly what: 'pressed'; readonly action: string }
  | {
      readonly what: 'measured'
      readonly kind: ReadingKind
      /** In the kind's own unit. */
      readonly value: number
      /** The device's own time. */
      readonly at?: string
    }

/** What a device said last. */
export interface LastSaid {
  readonly conditions: Readonly<Partial<Record<Condition, boolean>>>
  readonly measured: Readonly<Partial<Record<ReadingKind, { readonly value: number; readonly heard: Milliseconds }>>>
  /** When it last called for help. */
  readonly sos?: Milliseconds
}

/** By device. */
export type Memory = Readonly<Record<string, LastSaid>>

const NOTHING_SAID: LastSaid = { conditions: {}, measured: {} }

/** A call for help is repeated by devices that never take it back: within so long it is the same one. Rather called once too often than not at all. */
const SAME_CALL: Milliseconds = 10_000
/** The same value is sent many times over; after so long a silence it is a new measurement. */
const SAME_MEASUREMENT: Milliseconds = 60_000
/** What a button says when it is meant for help, whatever it is used for. */
const CALLS_FOR_HELP = /sos|emergency|panic/i

/**
 * What is new in the observations of one device: a state only when it changes, and when it is first seen only if it is the one that matters
 * (open, occupied, smoke, leak, offline).
 */
export function whatIsNew(
  before: LastSaid = NOTHING_SAID,
  observations: readonly Observation[],
  { role, now }: { role: Role | undefined; now: Milliseconds },
): { readonly said: LastSaid; readonly items: readonly DecodedItem[] } {
  let said = before
  const items: DecodedItem[] = []
  for (const each of observations) {
    const observed = inRole(each, role)
    items.push(...newIn(said, observed, role, now))
    said = remembered(said, observed, now)
  }
  return { said, items }
}

/** A mat under a bed or a chair is a contact that is closed while somebody is on it. */
function inRole(observed: Observation, role: Role | undefined): Observation {
  if (observed.what !== 'open' || (role !== 'bed' && role !== 'chair')) return observed
  return { what: 'occupied', value: !observed.value }
}

function newIn(
  { conditions, measured, sos }: LastSaid,
  observed: Observation,
  role: Role | undefined,
  now: Milliseconds,
): readonly DecodedItem[] {
  switch (observed.what) {
    case 'pressed':
      return role === 'sos' || CALLS_FOR_HELP.test(observed.action)
        ? [event('sos-pressed', { action: observed.action })]
        : []
    case 'sos':
      return observed.value && (sos === undefined || now - sos >= SAME_CALL) ? [event('sos-pressed')] : []
    case 'measured': {
      const { kind, value, at } = observed
      const last = measured[kind]
      const repeated = last?.value === value && (kind === 'battery-level' || now - last.heard < SAME_MEASUREMENT)
      if (repeated && at === undefined) return []
      return [
        { type: 'reading', kind, value, unit: READING_KINDS[kind].unit, quality: [], ...(at !== undefined && { at }) },
      ]
    }
    default:
      return conditions[observed.what] === observed.value
        ? []
        : changed(observed.what, observed.value, conditions[observed.what] !== undefined, role)
  }
}

function changed(what: Condition, value: boolean, known: boolean, role: Role | undefined): DecodedEvent[] {
  switch (what) {
    case 'open':
      if (value) return [event('door-opened')]
      return known ? [event('door-closed')] : []
    case 'occupied':
      return occupied(value, known, role)
    case 'smoke':
      return value ? [event('smoke')] : []
    case 'leak':
      return value ? [event('water-leak')] : []
    case 'online':
      if (!value) return [event('device-offline')]
      return known ? [event('device-online')] : []
  }
}

function occupied(value: boolean, known: boolean, role: Role | undefined): DecodedEvent[] {
  if (!value && !known) return []
  if (role === 'bed') return [event(value ? 'bed-entered' : 'bed-left')]
  // To sit down and to stand up are both signs of life.
  if (role === 'chair') return [event('motion', { place: 'chair', occupied: value })]
  return value ? [event('motion')] : []
}

function remembered(said: LastSaid, observed: Observation, now: Milliseconds): LastSaid {
  switch (observed.what) {
    case 'pressed':
      return said
    case 'sos':
      return observed.value ? { ...said, sos: now } : said
    case 'measured':
      return { ...said, measured: { ...said.measured, [observed.kind]: { value: observed.value, heard: now } } }
    default:
      return { ...said, conditions: { ...said.conditions, [observed.what]: observed.value } }
  }
}

const event = (kind: EventKind, detail?: Record<string, unknown>): DecodedEvent => ({
  type: 'event',
  kind,
  ...(detail !== undefined && { detail }),
  ...(URGENT.has(kind) && { urgent: true }),
})

const URGENT: ReadonlySet<EventKind> = new Set<EventKind>(['sos-pressed', 'smoke'])
