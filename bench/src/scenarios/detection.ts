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

/** Items are made so many at a time and judged at once, for in life they come fresh from the network, not from far in the memory. */
const FRESH = 2_000

/** Most episodes, facts and pages of one person that are kept in memory and on disk. */
const LARGEST_STATE = 8_192

/** Detection alone over W1, by the group's plan. */
export function measureDetection(items: number, now: number): DetectionRun {
  const recorded = recordedItems(items, now)
  return { ...judged(recorded.items, groupPlan), alarms: recorded.alarms() }
}

/** Detection alone over ordinary days of homes, with every rule switched on. */
export const measureEveryRule = (patients: number, days: number, from: number): DetectionRun => ({
  ...judged(homeDays(patients, days, from, W1.seed), everyRule),
  alarms: 0,
})

/** Judges it, the passing of time with it, in one core's time and with nothing around it: no JSON, no store. */
function judged(all: Iterable<PatientItem>, plan: Plan): Omit<DetectionRun, 'alarms'> {
  const people = new Map<string, Watched>()
  let items = 0
  let findings = 0
  let microseconds = 0
  const look = (person: Watched, at: number): void => {
    const ticked = tick(plan, person.state, at)
    person.state = ticked.state
    person.due = nextTick(plan, ticked.state, { now: at, listening: Number.NEGATIVE_INFINITY })
    findings += ticked.findings.length
  }
  const personOf = (patient: string, at: number): Watched => {
    const person = people.get(patient) ?? { state: emptyState(), due: at }
    people.set(patient, person)
    return person
  }
  for (const fresh of inBatches(all, FRESH)) {
    const whose = fresh.map(({ patient, at }) => personOf(patient, at))
    const before = process.threadCpuUsage()
    for (const [index, { item, at }] of fresh.entries()) {
      const person = whose[index] as Watched
      if (person.due <= at) look(person, at)
      const { state } = person
      const detected = detect(plan, state, item)
      person.state = detected.state
      findings += detected.findings.length
      if (isNews(state, detected.state)) look(person, at)
    }
    const { user, system } = process.threadCpuUsage(before)
    microseconds += user + system
    items += fresh.length
  }
  const bytes = Math.max(...[...people.values()].map(({ state }) => JSON.stringify(state).length))
  if (bytes > LARGEST_STATE) throw new Error(`a person's state has ${bytes} bytes, more than ${LARGEST_STATE}`)
  return { items, itemsPerSecond: (items * 1e6) / microseconds, findings, bytes }
}

function* inBatches<Each>(all: Iterable<Each>, size: number): Generator<Each[]> {
  let batch: Each[] = []
  for (const each of all) {
    batch.push(each)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function recordedItems(count: number, now: number): { items: Iterable<PatientItem>; alarms: () => number } {
  let alarms = 0
  return { items: recorded(), alarms: () => alarms }

  function* recorded(): Generator<PatientItem> {
    const draw = createMix({ seed: W1.seed, patients: PATIENTS, alarmShare: 0.01 })
    const newUlid = ulidSource(seededRandom(W1.seed))
    for (let index = 0; index < count; index++) {
      const drawn = draw()
      const patient = drawn.alarming ? `alarming-${alarms++}` : `everyday-${drawn.patient}`
      const at = now - (count - index) * APART_MS
      const text = itemText(drawn.sign, newUlid(at), `ble:${patient}`, new Date(at).toISOString())
      yield { patient, item: JSON.parse(text) as Item, at }
    }
  }
}
