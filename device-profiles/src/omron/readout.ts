import { hexOf } from '../hex.ts'
import { OMRON_BEGIN, OMRON_END, type OmronParts, omronPartArrived, omronReadRequest } from './memory.ts'
import type { OmronLayout } from './record.ts'

/** A record that was not fetched before. */
export interface OmronRecord {
  /** 1 for the first person. */
  readonly userIndex: number
  readonly bytes: Uint8Array
}

/** Where a reading of the memory stands. */
export interface OmronReadout {
  readonly layout: OmronLayout
  readonly phase: 'beginning' | 'reading' | 'ending' | 'done'
  /** Which person, from 0, and which record of theirs comes next. */
  readonly person: number
  readonly record: number
  readonly parts: OmronParts
  /** Records that were fetched, in hex: kept with the device once they are safe. */
  readonly seen: readonly string[]
  /** How often the present request was repeated. */
  readonly repeats: number
}

export interface OmronReadoutStep {
  readonly readout: OmronReadout
  /** To be written to the characteristic for requests. */
  readonly write?: Uint8Array
  readonly records?: readonly OmronRecord[]
  readonly outcome?: 'complete' | 'failed'
}

/** A monitor on a weak link is asked as often, as public programs do. */
const MOST_REPEATS = 5

/** Begins to read a monitor's memory, once it is bonded, unlocked and its answering characteristics are subscribed to. */
export function beginOmronReadout(layout: OmronLayout, seen: readonly string[]): OmronReadoutStep {
  return asking({ layout, phase: 'beginning', person: 0, record: 0, parts: [], seen, repeats: 0 })
}

/** A part of an answer has come, or (`undefined`) none has for a second. Gives every record that was not fetched before, each once. */
export function answerFromOmron(
  readout: OmronReadout,
  part: { readonly place: number; readonly bytes: Uint8Array } | undefined,
): OmronReadoutStep {
  if (readout.phase === 'done') return { readout }
  if (part === undefined) return again(readout)
  const { parts, packet, error } = omronPartArrived(readout.parts, part.place, part.bytes)
  if (error !== undefined) return again(readout)
  if (packet === undefined) return { readout: { ...readout, parts } }
  const fresh = { ...readout, parts: [], repeats: 0 }
  switch (readout.phase) {
    case 'beginning':
      return packet.type === '8000' ? asking({ ...fresh, phase: 'reading' }) : again(readout)
    case 'ending':
      return { readout: { ...fresh, phase: 'done' }, outcome: packet.type === '8f00' ? 'complete' : 'failed' }
    default: {
      const { address, size } = placeOf(readout)
      const fits = packet.type === '8100' && packet.address === address && packet.data.length === size
      return fits ? taken(fresh, packet.data) : again(readout)
    }
  }
}

function taken(readout: OmronReadout, data: Uint8Array): OmronReadoutStep {
  const { layout, person, record } = readout
  const count = data.length / layout.size
  const all = Array.from({ length: count }, (_, index) => data.slice(index * layout.size, (index + 1) * layout.size))
  const written = all.filter((bytes) => bytes.some((byte) => byte !== 0xff))
  const nameOf = (bytes: Uint8Array): string => `${person + 1} ${hexOf(bytes)}`
  const fresh = written.filter(
    (bytes, index) =>
      !readout.seen.includes(nameOf(bytes)) && written.findIndex((other) => nameOf(other) === nameOf(bytes)) === index,
  )
  // No more is remembered than a monitor can hold.
  const most = layout.first.length * layout.records
  const seen = [...readout.seen, ...fresh.map(nameOf)].slice(-most)
  const whole = record + count >= layout.records
  const next = { ...readout, seen, person: whole ? person + 1 : person, record: whole ? 0 : record + count }
  const step = asking(next.person >= layout.first.length ? { ...next, phase: 'ending' } : next)
  return { ...step, records: fresh.map((bytes) => ({ userIndex: person + 1, bytes })) }
}

function placeOf({ layout, person, record }: OmronReadout): { address: number; size: number } {
  const { first, records, size, block } = layout
  const count = Math.min(Math.floor(block / size), records - record)
  return { address: (first[person] ?? 0) + record * size, size: count * size }
}

function asking(readout: OmronReadout): OmronReadoutStep {
  if (readout.phase === 'beginning') return { readout, write: OMRON_BEGIN }
  if (readout.phase === 'ending') return { readout, write: OMRON_END }
  const { address, size } = placeOf(readout)
  return { readout, write: omronReadRequest(address, size) }
}

function again(readout: OmronReadout): OmronReadoutStep {
  if (readout.repeats >= MOST_REPEATS) return { readout: { ...readout, phase: 'done' }, outcome: 'failed' }
  return asking({ ...readout, parts: [], repeats: readout.repeats + 1 })
}
