import { type Item, isoTime, READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import { between, seededRandom } from './random.ts'
import { ulidSource } from './ulid-text.ts'

const DAY = 86_400_000

export interface PatientItem {
  patient: string
  item: Item
  at: number
}

type Measured = Pick<Extract<Item, { type: 'reading' }>, 'value' | 'components' | 'over'>

/**
 * What ordinary homes send in ordinary days, person by person in event time: 403 items a day, as docs/bench.md has them. Everybody
 * is well and takes the medicine.
 *
 * @param from midnight
 */
export function* homeDays(patients: number, days: number, from: number, seed: number): Generator<PatientItem> {
  const random = seededRandom(seed)
  const newUlid = ulidSource(random)
  for (let number = 0; number < patients; number++) {
    const patient = `patient-${number}`
    for (let day = 0; day < days; day++) {
      const midnight = from + day * DAY
      const items: { at: number; item: Item }[] = []
      const reading = (kind: ReadingKind, times: number, offset: number, measure: (hour: number) => Measured): void => {
        for (let time = 0; time < times; time++) {
          const at = midnight + Math.floor((time * DAY) / times) + offset
          const { unit } = READING_KINDS[kind]
          const base = { id: newUlid(at), device: `ble:${kind}-${number}`, at: isoTime(at), clock: 'device' as const }
          const measured = measure(Math.floor((at - midnight) / 3_600_000))
          items.push({ at, item: { type: 'reading', ...base, kind, ...measured, ...(unit && { unit }), quality: [] } })
        }
      }
      reading('heart-rate', 288, 1_000, (hour) => ({
        value: between(random, 62, 70) + (hour > 6 && hour < 22 ? 8 : 0),
      }))
      reading('steps', 96, 900_000, (hour) => ({
        value: hour > 5 && hour < 21 ? between(random, 0, 200) : 0,
        over: 'PT15M',
      }))
      reading('oxygen-saturation', 6, 2_000, () => ({ value: between(random, 95, 98) }))
      reading('respiratory-rate', 4, 3_000, () => ({ value: between(random, 14, 17) }))
      reading('blood-pressure', 2, 8 * 3_600_000, () => ({
        components: { systolic: between(random, 122, 132), diastolic: between(random, 72, 80) },
      }))
      reading('body-temperature', 2, 9 * 3_600_000, () => ({ value: between(random, 364, 370) / 10 }))
      reading('body-weight', 1, 5 * 3_600_000, () => ({ value: between(random, 718, 726) / 10 }))
      for (const hour of [6, 10, 14, 18]) {
        const at = midnight + hour * 3_600_000 + between(random, 0, 900_000)
        const detail = { slot: isoTime(midnight + hour * 3_600_000), medicine: 'ATC C03CA01' }
        const base = { id: newUlid(at), device: `mqtt:robot-${number}`, at: isoTime(at), clock: 'device' as const }
        items.push({ at, item: { type: 'event', ...base, kind: 'dose-taken', detail } })
      }
      for (const { at, item } of items.sort((one, other) => one.at - other.at)) yield { patient, item, at }
    }
  }
}
