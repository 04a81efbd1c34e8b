import type { Alert, Milliseconds, Problem, ReadingKind } from '@kotisilta/contract'
import { isReadingKind } from '../../../words/reading-text.ts'

const HOUR: Milliseconds = 3_600_000
const DAY = 24 * HOUR

/** What is looked at beside what the alert itself rests on. */
const BESIDE: Readonly<Record<Problem, readonly ReadingKind[]>> = {
  sos: ['heart-rate', 'oxygen-saturation', 'steps'],
  fall: ['heart-rate', 'steps', 'blood-pressure'],
  'home-hazard': [],
  'vital-signs': ['heart-rate', 'oxygen-saturation', 'respiratory-rate'],
  fluid: ['body-weight', 'respiratory-rate', 'heart-rate'],
  medication: ['heart-rate', 'blood-pressure'],
  nutrition: ['body-weight'],
  'blood-pressure': ['blood-pressure', 'heart-rate'],
  activity: ['steps', 'activity', 'sleep', 'heart-rate'],
  silence: [],
  device: [],
  promise: [],
  test: [],
}
const MOST = 4

/** What a scale or a weekly count tells is seen over days, the rest over hours. */
const spanOf = (problem: Problem): Milliseconds => (problem === 'fluid' ? 7 * DAY : DAY)

/** Which readings to draw beside an alert, what it rests on first, and how far back. */
export function recentKinds(alert: Alert): { kinds: ReadingKind[]; span: Milliseconds } {
  const own = alert.basis.map(({ kind }) => kind).filter(isReadingKind)
  const kinds = [...new Set([...own, ...BESIDE[alert.problem]])].filter(
    (kind) => kind !== 'consciousness' && kind !== 'supplemental-oxygen' && kind !== 'battery-level',
  )
  return { kinds: kinds.slice(0, MOST), span: spanOf(alert.problem) }
}
