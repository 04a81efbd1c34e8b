import type { DecodedReading } from '@kotisilta/device-profiles'
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
const mark = (reading: DecodedReading, members: readonly Member[]) => measurerJudge().mark(DEVICE, reading, members, 0)

describe('the judge of measurers', () => {
  test('leaves everything as it is where no members are named', () => {
    expect(mark(pressure(7), [])).toEqual(pressure(7))
  })

  test('marks an index that is nobody’s, and leaves one that is somebody’s', () => {
    expect(mark(pressure(2), [anna, eino]).quality).toEqual([])
    expect(mark(pressure(3), [anna, eino]).quality).toEqual(['person-uncertain'])
    expect(mark(weight(62, 3), [anna, eino]).quality).toEqual(['person-uncertain'])
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

  test('tells by what is plausible whose a weight is, and gives it their index', () => {
    const members = [
      { ...anna, plausible: { low: 60, high: 64 } },
      { ...eino, plausible: { low: 80, high: 85 } },
    ]
    expect(mark(weight(82), members)).toEqual(weight(82, 2))
    expect(mark(weight(72), members).quality).toEqual(['person-uncertain'])
  })

  test('takes a jump as certain only when it is measured again soon', () => {
    const judge = measurerJudge()
    const members = [{ ...anna, plausible: { low: 50, high: 100 }, last: 62 }]
    const at = (value: number, minutes: number) =>
      judge.mark(DEVICE, weight(value, 1), members, minutes * 60_000).quality
    expect(at(90, 0)).toEqual(['person-uncertain'])
    expect(at(90.5, 16)).toEqual(['person-uncertain'])
    expect(at(90, 17)).toEqual([])
  })
})
