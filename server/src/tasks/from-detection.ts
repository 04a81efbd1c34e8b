import { isoTime, type Milliseconds, READING_KINDS, type Reading, type StoredReading } from '@kotisilta/contract'
import type { MeasureAgain } from '../commands-to-homes/for-task.ts'
import { type Ask, asksOf, type PatientState } from '../detection/index.ts'
import { closed, reopened } from './lifecycle.ts'
import type { TaskStore } from './store.ts'

/** A device that is never sure whose it is does not fill the list: what goes beyond is seen in the person's table. */
const UNCERTAIN_MOST = 30

/** Has the person asked at home, where something there can. */
type AskAtHome = (again: MeasureAgain, now: Milliseconds) => Promise<void>

/** Detection's questions and doubts as tasks: one comes with each of them, and ends with it. */
export function detectionTasks(tasks: TaskStore, askAtHome: AskAtHome) {
  async function asked(patient: string, ask: Ask, now: Milliseconds): Promise<void> {
    const key = keyOf(patient, ask)
    const known = await tasks.byKey(key)
    if (known !== undefined) {
      const again = reopened(known, isoTime(now))
      if (again === undefined) return
      await tasks.save({ ...again, due: isoTime(ask.due) })
      await askAtHome({ task: again.id, patient, kind: ask.kind, due: ask.due }, now)
      return
    }
    const { words, due } = ask
    const reading = readingOf(ask)
    const task = await tasks.create({ kind: 'measure-again', patient, key, due: isoTime(due), words, reading }, now)
    await askAtHome({ task, patient, kind: ask.kind, due }, now)
  }

  async function answered(patient: string, ask: Ask, after: PatientState, now: Milliseconds): Promise<void> {
    const known = await tasks.byKey(keyOf(patient, ask))
    const newest = after.latest[ask.kind]?.at ?? Number.NEGATIVE_INFINITY
    const outcome = newest > ask.at ? 'measured' : ask.due <= now ? 'overdue' : 'taken-back'
    const ended = known && closed(known, outcome, isoTime(now))
    if (ended !== undefined) await tasks.save(ended)
  }

  return {
    /** What is asked has changed. */
    async asksChanged(patient: string, before: PatientState, after: PatientState, now: Milliseconds): Promise<void> {
      const [old, young] = [before, after].map(
        (state) => new Map(asksOf(state).map((ask) => [keyOf(patient, ask), ask])),
      )
      for (const [key, ask] of old ?? []) if (!young?.has(key)) await answered(patient, ask, after, now)
      for (const [key, ask] of young ?? []) if (!old?.has(key)) await asked(patient, ask, now)
    },

    /** A reading has been stored of which it is not certain whose it is. */
    async uncertain(patient: string, reading: Reading, now: Milliseconds): Promise<void> {
      const { type: _type, raw: _raw, subject: _subject, deviceAt: _deviceAt, over: _over, ...stored } = reading
      if ((await tasks.unfinished(patient, 'person-uncertain')) >= UNCERTAIN_MOST) return
      const key = `person-uncertain ${reading.id}`
      await tasks.create({ kind: 'person-uncertain', patient, key, due: null, reading: stored }, now)
    },
  }
}

export type DetectionTasks = ReturnType<typeof detectionTasks>

const keyOf = (patient: string, { rule, kind, basis }: Ask): string =>
  `measure-again ${patient} ${rule} ${kind} ${basis.item}`

function readingOf({ kind, at, basis }: Ask): StoredReading {
  const { value, components, quality = [], device = '' } = basis
  const { unit } = READING_KINDS[kind]
  return {
    id: basis.item,
    device,
    kind,
    ...(value !== undefined && { value: value as number }),
    ...(components !== undefined && { components }),
    ...(unit !== undefined && { unit }),
    at: isoTime(at),
    clock: 'gateway',
    quality,
  }
}
