import type { Lane, Milliseconds } from '@kotisilta/contract'

/** How far one lane of one outbox has come. */
export interface LaneProgress {
  gateway: string
  lane: Lane
  /** The outbox; `seq` counts from 1 in each. */
  epoch: string
  /** The highest that has come. */
  seq: number
  missing: number
  repeated: number
  lastAt: Milliseconds
}

interface Tracked extends LaneProgress {
  /** What has been left out, oldest first: it may still come. */
  holes: { from: number; to: number }[]
  /** Of `missing`, what has been told already. */
  told: number
  /** After a crash: more may have come than was written down. */
  unsure: boolean
  dirty: boolean
}

/** Holes that are remembered in each lane; of more only the count stays. */
const HOLES = 50
/** Outboxes that are remembered of each lane: a gateway's own, one before it, and integrators that post in its name. */
const EPOCHS = 4

/**
 * Counts what gateways' numbering says has been left out or sent twice. Nothing is taken or refused by it: an item is
 * stored once by its own key, whatever the number of the message that brings it.
 */
export class LaneTracker {
  readonly #lanes = new Map<string, Tracked[]>()

  /** @param exact whether all that had come was written down before the restart */
  constructor(known: readonly LaneProgress[], exact: boolean) {
    for (const progress of known) {
      const lanes = this.#of(progress.gateway, progress.lane)
      lanes.push({ ...progress, holes: [], told: progress.missing, unsure: !exact, dirty: false })
    }
  }

  note(gateway: string, lane: Lane, epoch: string, seq: number, now: Milliseconds): void {
    const lanes = this.#of(gateway, lane)
    const progress = lanes.find((each) => each.epoch === epoch) ?? this.#begun(lanes, { gateway, lane, epoch, seq })
    progress.lastAt = now
    progress.dirty = true
    if (seq > progress.seq) {
      if (seq > progress.seq + 1 && !progress.unsure) leaveOut(progress, progress.seq + 1, seq - 1)
      progress.seq = seq
    } else if (!filled(progress, seq)) {
      progress.repeated++
    }
    progress.unsure = false
  }

  /** What has changed since the last call, and how many messages each lane is newly known to lack. */
  takeChanges(): { changed: LaneProgress[]; missing: { gateway: string; lane: Lane; missing: number }[] } {
    const changed: LaneProgress[] = []
    const missing: { gateway: string; lane: Lane; missing: number }[] = []
    for (const lanes of this.#lanes.values()) {
      for (const progress of lanes) {
        if (!progress.dirty) continue
        progress.dirty = false
        const { holes: _, told, unsure: __, dirty: ___, ...written } = progress
        changed.push(written)
        if (progress.missing > told) {
          missing.push({ gateway: progress.gateway, lane: progress.lane, missing: progress.missing - told })
        }
        progress.told = Math.max(told, progress.missing)
      }
    }
    return { changed, missing }
  }

  #of(gateway: string, lane: Lane): Tracked[] {
    const key = `${gateway} ${lane}`
    const known = this.#lanes.get(key)
    if (known !== undefined) return known
    const lanes: Tracked[] = []
    this.#lanes.set(key, lanes)
    return lanes
  }

  /** The first of an outbox that we hear. Of a gateway's first outbox ever, we do not know what was before us. */
  #begun(lanes: Tracked[], first: { gateway: string; lane: Lane; epoch: string; seq: number }): Tracked {
    const seq = lanes.length === 0 ? first.seq - 1 : 0
    const begun = { ...first, seq, missing: 0, repeated: 0, lastAt: 0, holes: [], told: 0, unsure: false, dirty: true }
    lanes.push(begun)
    if (lanes.length > EPOCHS) lanes.splice(oldest(lanes), 1)
    return begun
  }
}

function leaveOut(progress: Tracked, from: number, to: number): void {
  progress.missing += to - from + 1
  progress.holes.push({ from, to })
  if (progress.holes.length > HOLES) progress.holes.shift()
}

/** Whether `seq` had been left out and has now come after all. */
function filled(progress: Tracked, seq: number): boolean {
  const index = progress.holes.findIndex(({ from, to }) => from <= seq && seq <= to)
  const hole = progress.holes[index]
  if (hole === undefined) return false
  const rest = [
    { from: hole.from, to: seq - 1 },
    { from: seq + 1, to: hole.to },
  ].filter(({ from, to }) => from <= to)
  progress.holes.splice(index, 1, ...rest)
  progress.missing--
  return true
}

/** The one that has not been heard for longest; the newest is not among them. */
function oldest(lanes: readonly Tracked[]): number {
  let index = 0
  for (let each = 1; each < lanes.length - 1; each++) {
    if ((lanes[each] as Tracked).lastAt < (lanes[index] as Tracked).lastAt) index = each
  }
  return index
}
