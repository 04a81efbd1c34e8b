import type { DecodedItem, DecodedReading } from '@kotisilta/device-profiles'
import { describe, expect, test } from 'vitest'
import { measurerJudge } from './judge-measurer.ts'
import type { Member } from './who-is-measuring.ts'

const DEVICE = 'ble:c80f10a1b2c3'
const anna: Member = { member: 'a', userIndex: 1 }
const eino: Member = { member: 'e', userIndex: 2 }
const pressure = (userIndex?: number): DecodedReading => ({
  type: 'reading',
  kind: 'blood-pressure',
  components: { systolic: 130, diastolic: 80 },
  unit: 'mm[Hg]',
  quality: [],
  ...(userIndex !== undefined && { subject: { userIndex } }),
})
const weight = (value: number, userIndex?: number): DecodedReading => ({
  type: 'reading',
  kind: 'body-weight',
  value,
  unit: 'kg',
  quality: [],
  ...(userIndex !== undefined && { subject: { userIndex } }),
})
const fat: DecodedReading = { type: 'reading', kind: 'body-fat', value: 30, unit: '%', quality: [] }
const marked = (items: readonly DecodedReading[], members: readonly Member[]) =>
  measurerJudge().mark(DEVICE, items, members, 0) as DecodedReading[]
const mark = (reading: DecodedReading, members: readonly Member[]) => marked([reading], members)[0] as DecodedReading

describe('the judge of measurers', () => {
  test('leaves everything as it is where no members are named', () => {
    expect(mark(pressure(7), [])).toEqual(pressure(7))
  })

  test('marks an index that is nobody’s, and names the member whose it is', () => {
    expect(mark(pressure(2), [anna, eino])).toEqual({ ...pressure(2), subject: { userIndex: 2, member: 'e' } })
    expect(mark(pressure(3), [anna, eino]).quality).toEqual(['person-uncertain'])
    expect(mark(weight(62, 3), [anna, eino]).quality).toEqual(['person-uncertain'])
  })

  test('an index says nothing while nobody has said whose it is', () => {
    const [unknown, other] = [{ member: 'a' }, { member: 'e' }]
    expect(mark(pressure(1), [unknown])).toEqual(pressure(1))
    expect(mark(pressure(1), [unknown, other]).quality).toEqual(['person-uncertain'])
    const weighed = [
      { ...unknown, plausible: { low: 60, high: 64 } },
      { ...other, plausible: { low: 80, high: 85 } },
    ]
    expect(mark(weight(82, 1), weighed).subject).toEqual({ userIndex: 1, member: 'e' })
  })

  test('marks what has no index on a device that several people use, and not on one that a single person does', () => {
    expect(mark(pressure(), [anna, eino]).quality).toEqual(['person-uncertain'])
    expect(mark(pressure(), [anna]).quality).toEqual([])
    expect(mark(weight(62), [anna]).quality).toEqual([])
  })

  test('never marks the battery', () => {
    const battery: DecodedReading = { type: 'reading', kind: 'battery-level', value: 80, unit: '%', quality: [] }
    expect(mark(battery, [anna, eino])).toEqual(battery)
  })

  test('tells by what is plausible whose a weight is, and what else the scale has measured of them', () => {
    const members = [
      { ...anna, plausible: { low: 60, high: 64 } },
      { ...eino, plausible: { low: 80, high: 85 } },
    ]
    expect(marked([fat, weight(82)], members).map(({ subject }) => subject)).toEqual([
      { userIndex: 2, member: 'e' },
      { userIndex: 2, member: 'e' },
    ])
    expect(marked([fat, weight(72)], members).map(({ quality }) => quality)).toEqual([
      ['person-uncertain'],
      ['person-uncertain'],
    ])
  })

  test('what a scale says right after a weight is of the same person', () => {
    const judge = measurerJudge()
    const members = [
      { ...anna, plausible: { low: 60, high: 64 } },
      { ...eino, plausible: { low: 80, high: 85 } },
    ]
    const at = (item: DecodedReading, seconds: number) =>
      judge.mark(DEVICE, [item], members, seconds * 1_000)[0] as DecodedReading
    at(weight(82), 0)
    expect(at(fat, 14).subject).toEqual({ userIndex: 2, member: 'e' })
    expect(at(fat, 15).quality).toEqual(['person-uncertain'])
    at(weight(72), 20)
    expect(at(fat, 21)).toMatchObject({ quality: ['person-uncertain'] })
  })

  test('leaves events as they are', () => {
    const failed: DecodedItem = { type: 'event', kind: 'measurement-failed' }
    expect(measurerJudge().mark(DEVICE, [failed], [anna, eino], 0)).toEqual([failed])
  })

  test('takes a jump as certain only when it is measured again soon, and not when the same weighing is told again', () => {
    const judge = measurerJudge()
    const members = [{ ...anna, plausible: { low: 50, high: 100 }, last: 62 }]
    const at = (value: number, seconds: number) => {
      const [said] = judge.mark(DEVICE, [weight(value, 1)], members, seconds * 1_000) as DecodedReading[]
      return said?.quality
    }
    expect(at(90, 0)).toEqual(['person-uncertain'])
    expect(at(90, 2)).toEqual(['person-uncertain'])
    expect(at(90.5, 16 * 60)).toEqual(['person-uncertain'])
    expect(at(90, 17 * 60)).toEqual([])
  })

  test('a jump is confirmed by one that is a little less of a jump, and nothing else is', () => {
    const judge = measurerJudge()
    const members = [{ ...anna, plausible: { low: 88, high: 92 }, last: 90 }]
    const at = (value: number, seconds: number) =>
      (judge.mark(DEVICE, [weight(value)], members, seconds * 1_000) as DecodedReading[])[0]?.quality
    expect(at(70, 0)).toEqual(['person-uncertain'])
    expect(at(70, 60)).toEqual(['person-uncertain'])
    expect(at(65, 120)).toEqual(['person-uncertain'])
    expect(at(65.2, 180)).toEqual([])
    expect(at(65.2, 240)).toEqual(['person-uncertain'])
  })
})
