import { CONSCIOUSNESS_LEVELS, type Consciousness, isEnterable, type StoredReading } from '@kotisilta/contract'
import { typedNumber } from '../entry/typed-number.ts'

/** Any number; whether it can be one of its kind is asked afterwards. */
const ANY = { least: 0, most: 999_999, step: 0.1 }

type Right = Pick<StoredReading, 'value' | 'components'>

/**
 * What a reading should have been, as it was typed: one text, of a blood pressure two. Undefined if that is nothing, not
 * complete, or cannot have been measured.
 */
export function readRight({ kind }: StoredReading, [first = '', second = '']: readonly string[]): Right | undefined {
  if (kind === 'consciousness') return isLevel(first) ? { value: first } : undefined
  const [one, other] = [typedNumber(first, ANY), typedNumber(second, ANY)]
  if (one === undefined || 'fault' in one) return undefined
  if (kind !== 'blood-pressure') return ifEnterable(kind, { value: one.number })
  if (other === undefined || 'fault' in other) return undefined
  return ifEnterable(kind, { components: { systolic: one.number, diastolic: other.number } })
}

const ifEnterable = (kind: StoredReading['kind'], right: Right): Right | undefined =>
  isEnterable({ kind, ...right }) ? right : undefined

const isLevel = (text: string): text is Consciousness => (CONSCIOUSNESS_LEVELS as readonly string[]).includes(text)
