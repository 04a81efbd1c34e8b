import type { Item } from '@kotisilta/contract'
import { groupPlan } from '@kotisilta/contract'
import { detect, emptyState, type PatientState } from '@kotisilta/server/detection'
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
}

/** Runs detection alone over W1, on one core and with nothing around it: no JSON, no store. */
export function measureDetection(items: number, now: number): DetectionRun {
  const recorded = recordItems(items, now)
  const states = new Map<string, PatientState>()
  let findings = 0
  const started = performance.now()
  for (const { patient, item } of recorded.list) {
    const detected = detect(groupPlan, states.get(patient) ?? emptyState(), item)
    states.set(patient, detected.state)
    findings += detected.findings.length
  }
  const seconds = (performance.now() - started) / 1000
  return { items, itemsPerSecond: items / seconds, alarms: recorded.alarms, findings }
}

function recordItems(count: number, now: number): { list: { patient: string; item: Item }[]; alarms: number } {
  const draw = createMix({ seed: W1.seed, patients: PATIENTS, alarmShare: 0.01 })
  const newUlid = ulidSource(seededRandom(W1.seed))
  let alarms = 0
  const list = Array.from({ length: count }, (_, index) => {
    const drawn = draw()
    const patient = drawn.alarming ? `alarming-${alarms++}` : `everyday-${drawn.patient}`
    const at = now - (count - index) * APART_MS
    const text = itemText(drawn.sign, newUlid(at), `ble:${patient}`, new Date(at).toISOString())
    return { patient, item: JSON.parse(text) as Item }
  })
  return { list, alarms }
}
