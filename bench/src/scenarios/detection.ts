import { groupPlan, type Item, type Plan } from '@kotisilta/contract'
import { detect, emptyState, isNews, nextTick, type PatientState, tick } from '@kotisilta/server/detection'
import { everyRule } from '../workload/every-rule.ts'
import { homeDays, type PatientItem } from '../workload/home-days.ts'
import { itemText } from '../workload/item-text.ts'
import { createMix } from '../workload/mix.ts'
import { seededRandom } from '../workload/random.ts'
import { ulidSource } from '../workload/ulid-text.ts'
import { W1 } from './stage.ts'

const PATIENTS = W1.homes * W1.everydayPerHome
/** Time between two items of the whole population, so that each patient's rules see hours pass. */
const APART_MS = 500

export interface DetectionRun {
  readonly items: number
  readonly itemsPerSecond: number
  readonly alarms: number
  readonly findings: number
  /** The largest state of a person, as JSON. */
  readonly bytes: number
}

interface Watched {
  state: PatientState
  due: number
}

/** Most episodes, facts and pages of one person that are kept in memory and on disk. */
const LARGEST_STATE = 8_192

/** Detection alone over W1, by the group's plan. */
export function measureDetection(items: number, now: number): DetectionRun {
  const { list, alarms } = recordItems(items, now)
  return { ...judged(list, groupPlan), alarms }
}

/** Detection alone over ordinary days of homes, with every rule switched on. */
export const measureEveryRule = (patients: number, days: number, from: number): DetectionRun => ({
  ...judged([...homeDays(patients, days, from, W1.seed)], everyRule),
  alarms: 0,
})

/** Judges it, the passing of time with it, on one core and with nothing around it: no JSON, no store. */
function judged(list: readonly PatientItem[], plan: Plan): Omit<DetectionRun, 'alarms'> {
  const people = new Map<string, Watched>()
  let findings = 0
  const look = (person: Watched, at: number): void => {
    const ticked = tick(plan, person.state, at)
    person.state = ticked.state
    person.due = nextTick(plan, ticked.state, { now: at, listening: Number.NEGATIVE_INFINITY })
    findings += ticked.findings.length
  }
  const started = performance.now()
  for (const { patient, item, at } of list) {
    const person = people.get(patient) ?? { state: emptyState(), due: at }
    if (person.due <= at) look(person, at)
    const { state } = person
    const detected = detect(plan, state, item)
    person.state = detected.state
    findings += detected.findings.length
    if (isNews(state, detected.state)) look(person, at)
    people.set(patient, person)
  }
  const seconds = (performance.now() - started) / 1000
  const bytes = Math.max(...[...people.values()].map(({ state }) => JSON.stringify(state).length))
  if (bytes > LARGEST_STATE) throw new Error(`a person's state has ${bytes} bytes, more than ${LARGEST_STATE}`)
  return { items: list.length, itemsPerSecond: list.length / seconds, findings, bytes }
}

function recordItems(count: number, now: number): { list: PatientItem[]; alarms: number } {
  const draw = createMix({ seed: W1.seed, patients: PATIENTS, alarmShare: 0.01 })
  const newUlid = ulidSource(seededRandom(W1.seed))
  let alarms = 0
  const list = Array.from({ length: count }, (_, index) => {
    const drawn = draw()
    const patient = drawn.alarming ? `alarming-${alarms++}` : `everyday-${drawn.patient}`
    const at = now - (count - index) * APART_MS
    const text = itemText(drawn.sign, newUlid(at), `ble:${patient}`, new Date(at).toISOString())
    return { patient, item: JSON.parse(text) as Item, at }
  })
  return { list, alarms }
}
