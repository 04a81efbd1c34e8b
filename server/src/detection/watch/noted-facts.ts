import type { DeviceEvent, Item, Milliseconds, Reading, ReadingKind } from '@kotisilta/contract'
import type { Watches } from '../needs.ts'
import { type DoseReport, reportOf, withReport } from './dose-reports.ts'
import { type Facts, type Heard, type Known, newer, type Watching } from './facts.ts'
import { withMove } from './moves.ts'

/**
 * The facts with what one more item says; the same object if it says nothing new.
 * @param isToldAsLate of a dose that is missed
 */
export function notedFacts(watches: Watches, facts: Facts, item: Item, at: Milliseconds, isToldAsLate = false): Facts {
  let next = facts
  if (watches.moves) {
    const moves = withMove(facts.moves, item, at)
    if (moves !== facts.moves && moves.length > 0) next = { ...next, moves }
  }
  return item.type === 'event' ? notedEvent(watches, next, item, at, isToldAsLate) : notedReading(next, item, at)
}

function notedReading(facts: Facts, { kind, value, device }: Reading, at: Milliseconds): Facts {
  if (kind !== 'battery-level' || typeof value !== 'number') return facts
  const before = facts.batteries?.[device]
  if (before !== undefined && before.at >= at) return facts
  return { ...facts, batteries: { ...facts.batteries, [device]: { level: value, at } } }
}

function notedEvent(
  watches: Watches,
  facts: Facts,
  event: DeviceEvent,
  at: Milliseconds,
  isToldAsLate: boolean,
): Facts {
  const word = (is: boolean): Known => ({ is, at, device: event.device })
  switch (event.kind) {
    case 'worn':
    case 'not-worn':
      return changed(facts, 'worn', word(event.kind === 'worn'))
    case 'left-home':
    case 'came-home':
      return changed(facts, 'atHome', word(event.kind === 'came-home'))
    case 'device-online':
    case 'device-offline': {
      const before = facts.devices?.[event.device]
      const after = newer(before, word(event.kind === 'device-online'))
      return after === before ? facts : { ...facts, devices: { ...facts.devices, [event.device]: after } }
    }
    default:
      return watches.doses ? notedDose(facts, event, at, isToldAsLate) : facts
  }
}

const afterLate = ([said, at, slot, medicine]: DoseReport): DoseReport => [
  said === 'missed' ? 'missed-after-late' : said,
  at,
  slot,
  medicine,
]

/** A robot that has offered or given something works again, and so does one that says so. */
function notedDose(facts: Facts, event: DeviceEvent, at: Milliseconds, isToldAsLate: boolean): Facts {
  const report = reportOf(event, at)
  const reports = report && withReport(facts.doses, isToldAsLate ? afterLate(report) : report)
  const next = reports === undefined || reports === facts.doses ? facts : { ...facts, doses: reports }
  const isFault = event.kind === 'dispenser-fault' && event.detail?.cleared !== true
  if (!isFault && event.kind !== 'dispenser-fault' && event.kind !== 'dose-offered' && event.kind !== 'dose-taken')
    return next
  const what = isFault ? 'fault' : 'well'
  const { robot } = next
  if ((robot?.[what] ?? Number.NEGATIVE_INFINITY) >= at) return next
  return { ...next, robot: { ...robot, device: event.device, [what]: at } }
}

function changed(facts: Facts, what: 'worn' | 'atHome', word: Known): Facts {
  const after = newer(facts[what], word)
  return after === facts[what] ? facts : { ...facts, [what]: after }
}

/** What was heard last of a kind that is expected. */
export function withHeard(watching: Watching, { kind, id, device }: Reading, at: Milliseconds): Watching {
  const before = watching.heard[kind]
  if (before !== undefined && before.at >= at) return watching
  const heard: Partial<Record<ReadingKind, Heard>> = { ...watching.heard }
  heard[kind] = { at, item: id, device }
  return { ...watching, heard }
}
