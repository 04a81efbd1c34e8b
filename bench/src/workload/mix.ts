import { ALARMING_SIGNS } from './alarms.ts'
import { type EverydayKind, everydaySign, W1_SHARES } from './everyday.ts'
import { type Random, seededRandom } from './random.ts'
import type { Sign } from './sign.ts'

/** One sign of an everyday patient (by number), or an alarming one, for which a patient is used once. */
export type Draw = { alarming: false; patient: number; sign: Sign } | { alarming: true; sign: Sign }

export interface MixOptions {
  readonly seed: number
  /** How many everyday patients there are. */
  readonly patients: number
  /** 0.01 for 1 %. */
  readonly alarmShare: number
}

/** The endless W1 stream; the same seed gives the same draws. */
export function createMix({ seed, patients, alarmShare }: MixOptions): () => Draw {
  const random = seededRandom(seed)
  const kinds = Object.entries(W1_SHARES) as [EverydayKind, number][]
  const table = kinds.flatMap(([kind, share]) => Array<EverydayKind>(share).fill(kind))
  if (table.length !== 100) throw new Error(`the shares of W1 add up to ${table.length}, not 100`)
  return () => {
    if (random() < alarmShare) return { alarming: true, sign: pick(ALARMING_SIGNS, random) }
    const patient = Math.floor(random() * patients)
    return { alarming: false, patient, sign: everydaySign(pick(table, random), patient, random) }
  }
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T
}
