import type { Milliseconds } from '@kotisilta/contract'
import type { Fleet } from '../workload/fleet.ts'
import { createMix, type Draw } from '../workload/mix.ts'
import { seededRandom } from '../workload/random.ts'
import { ulidSource } from '../workload/ulid-text.ts'
import { Recorder, type Recording } from './recording.ts'

/** Where one run's signs come from: one stream of draws and ULIDs for all its recordings. */
export interface MixSource {
  readonly fleet: Fleet
  readonly newUlid: (at: Milliseconds) => string
  readonly epoch: string
  readonly random: () => number
}

export function mixSource(fleet: Fleet, seed: number, now: Milliseconds): MixSource {
  const random = seededRandom(seed)
  const newUlid = ulidSource(random)
  return { fleet, newUlid, epoch: newUlid(now), random }
}

export interface MixRecording {
  readonly items: number
  readonly perMessage: number
  readonly alarmShare: number
  /** Over how long they were measured: the last of them now. */
  readonly span: Milliseconds
}

/** Records `items` draws of W1. */
export function recordMix(source: MixSource, options: MixRecording, now: Milliseconds): Recording {
  const { fleet, newUlid, epoch, random } = source
  const { items, perMessage, alarmShare, span } = options
  const recorder = new Recorder({ fleet, perMessage, newUlid, epoch, sent: now })
  const seed = Math.floor(random() * 2 ** 31)
  const draw: () => Draw = createMix({ seed, patients: fleet.everyday.length, alarmShare })
  for (let index = 0; index < items; index++) {
    const drawn = draw()
    const patient = drawn.alarming ? fleet.takeUnused() : fleet.everyday[drawn.patient]
    if (patient === undefined) throw new Error('a draw for a patient who does not exist')
    recorder.add(patient, drawn.sign, now - span + (index * span) / items, drawn.alarming)
  }
  return recorder.finish()
}
