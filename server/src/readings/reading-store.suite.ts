import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isoTime, newUlid, type Reading } from '@kotisilta/contract'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../database/open.ts'
import type { ReadingStore } from './port.ts'
import { sqliteReadingStore } from './sqlite-store.ts'

/** What every readings store does, whatever engine is behind it. */
const ADAPTERS: Record<string, () => Promise<{ store: ReadingStore; close: () => Promise<void> }>> = {
  SQLite: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kotisilta-readings-'))
    const database = await openDatabase(folder)
    database.sqlite.exec(`insert into area values('a','A'); insert into home values('h','a','00');
      insert into patient(id, home, name) values('p','h','P'), ('other','h','O')`)
    return {
      store: sqliteReadingStore(database.sqlite),
      close: async () => {
        await database.close()
        rmSync(folder, { recursive: true })
      },
    }
  },
}

const START = Date.parse('2026-11-21T05:00:00.000Z')

function reading(minutes: number, value: number, more: Partial<Reading> = {}): Reading {
  const at = START + minutes * 60_000
  return {
    type: 'reading',
    id: newUlid(at),
    device: 'ble:c80f10a1b2c3',
    kind: 'heart-rate',
    value,
    unit: '/min',
    at: isoTime(at),
    clock: 'device',
    quality: [],
    ...more,
  }
}

const pressure = (minutes: number): Reading => {
  const { value: _, ...rest } = reading(minutes, 0, { kind: 'blood-pressure', unit: 'mm[Hg]' })
  return { ...rest, components: { systolic: 131, diastolic: 78, mean: 96 }, quality: ['body-movement'] }
}

const everything = { patient: 'p', from: START - 86_400_000, to: START + 400 * 86_400_000 }

describe.each(Object.entries(ADAPTERS))('a readings store on %s', (_, open) => {
  let store: ReadingStore
  let close: () => Promise<void>
  beforeEach(async () => {
    ;({ store, close } = await open())
  })
  afterEach(() => close())
  const append = (...readings: Reading[]) => store.append(readings.map((each) => ({ patient: 'p', reading: each })))

  test('gives back what was stored, oldest first, with every field that a screen shows', async () => {
    const [second, first] = [pressure(10), reading(5, 71.5, { clock: 'estimated' })]
    expect(await append(second, first)).toEqual(['inserted', 'inserted'])
    const stored = await store.range(everything)
    expect(stored).toHaveLength(2)
    expect(stored[0]).toEqual({
      id: first.id,
      device: first.device,
      kind: 'heart-rate',
      value: 71.5,
      unit: '/min',
      at: first.at,
      clock: 'estimated',
      quality: [],
    })
    expect(stored[1]).toMatchObject({
      components: { systolic: 131, diastolic: 78, mean: 96 },
      quality: ['body-movement'],
    })
  })

  test('bad input 9: a replay changes nothing', async () => {
    const one = reading(1, 70)
    expect(await append(one, one)).toEqual(['inserted', 'duplicate'])
    expect(await append({ ...one, id: newUlid(START) })).toEqual(['duplicate'])
    expect(await store.range(everything)).toHaveLength(1)
  })

  test('bad input 9: the same measurement heard by two gateways is one, though each corrected its time differently', async () => {
    const deviceAt = isoTime(START - 7_200_000)
    expect(await append(reading(1, 70, { deviceAt }), reading(1.01, 70, { deviceAt }))).toEqual([
      'inserted',
      'duplicate',
    ])
    expect(await append(reading(2, 71, { deviceAt }))).toEqual(['inserted'])
    expect(await store.range(everything)).toHaveLength(2)
  })

  test('bad input 9: what was booked to one who uses a device does not come again as another’s, whichever its time', async () => {
    const deviceAt = isoTime(START - 7_200_000)
    const [untimed, timed] = [reading(1, 70), reading(2, 71, { deviceAt })]
    await append(untimed, timed)
    const again = (each: Reading) => store.append([{ patient: 'other', reading: each, alsoOf: ['p'] }])
    expect(await again(untimed)).toEqual(['duplicate'])
    expect(await again({ ...timed, at: isoTime(START + 121_000) })).toEqual(['duplicate'])
    await store.withdraw('p', untimed)
    expect(await again(untimed)).toEqual(['duplicate'])
    expect(await again(reading(3, 70))).toEqual(['inserted'])
    expect(await store.append([{ patient: 'other', reading: untimed, alsoOf: ['p'] }], 'of-a-person')).toEqual([
      'inserted',
    ])
  })

  test('a meter that has no time of its own and one that has the same time meet in one measurement', async () => {
    const at = reading(3, 70)
    expect(await append(at, reading(4, 70, { deviceAt: at.at }))).toEqual(['inserted', 'duplicate'])
  })

  test('two values at one moment are two readings', async () => {
    expect(await append(reading(1, 70), reading(1, 72))).toEqual(['inserted', 'inserted'])
  })

  test('consciousness comes back as its letter', async () => {
    const { unit: _unit, ...alert } = reading(1, 0, { kind: 'consciousness' })
    await append({ ...alert, value: 'V' })
    expect((await store.range(everything))[0]).toMatchObject({ kind: 'consciousness', value: 'V' })
  })

  test('a range holds its start and not its end, one patient and the kinds asked for', async () => {
    await append(reading(0, 70), reading(10, 71), reading(20, 72), pressure(10))
    await store.append([{ patient: 'other', reading: reading(10, 99, { device: 'ble:00' }) }])
    const range = await store.range({ patient: 'p', kinds: ['heart-rate'], from: START, to: START + 20 * 60_000 })
    expect(range.map((each) => each.value)).toEqual([70, 71])
  })

  test('since its own moment each kind gives all that it has', async () => {
    await append(reading(0, 70), reading(10, 71), pressure(0), pressure(20))
    const recent = await store.since(
      'p',
      new Map([
        ['heart-rate', START + 10 * 60_000],
        ['blood-pressure', START],
      ]),
    )
    expect(recent.map(({ kind, at }) => [kind, (Date.parse(at) - START) / 60_000])).toEqual([
      ['blood-pressure', 0],
      ['heart-rate', 10],
      ['blood-pressure', 20],
    ])
  })

  describe('a reading that somebody has withdrawn', () => {
    const deviceAt = isoTime(START - 7_200_000)
    const wrong = reading(1, 70, {
      deviceAt,
      raw: '0a',
      over: 'PT5M',
      subject: { userIndex: 2 },
      quality: ['cold-finger'],
    })

    test('is given back as it was sent, and is not there any more', async () => {
      await append(wrong, reading(2, 71))
      expect(await store.withdraw('p', wrong)).toEqual(wrong)
      expect((await store.range(everything)).map(({ value }) => value)).toEqual([71])
      expect(await store.since('p', new Map([['heart-rate', 0]]))).toHaveLength(1)
    })

    test('is withdrawn once, by its id, of its own patient', async () => {
      await append(wrong)
      await store.append([{ patient: 'other', reading: reading(1, 70, { device: 'ble:00' }) }])
      expect(await store.withdraw('other', wrong)).toBeUndefined()
      expect(await store.withdraw('p', { ...wrong, id: newUlid(START) })).toBeUndefined()
      expect(await store.withdraw('p', wrong)).toBeDefined()
      expect(await store.withdraw('p', wrong)).toBeUndefined()
    })

    test('stays withdrawn when the meter sends it again, by its own time or by that which a gateway gave it', async () => {
      await append(wrong)
      await store.withdraw('p', wrong)
      const again = { ...wrong, id: newUlid(START) }
      expect(await append(again)).toEqual(['duplicate'])
      expect(await append({ ...again, at: isoTime(START + 90_000) })).toEqual(['duplicate'])
      const { deviceAt: _unknown, ...byGateway } = again
      expect(await append(byGateway)).toEqual(['duplicate'])
      expect(await append(reading(1, 71))).toEqual(['inserted'])
    })

    test('comes back when a person says so, and then a resend is a duplicate as ever', async () => {
      await append(wrong)
      await store.withdraw('p', wrong)
      const said = { ...wrong, id: newUlid(START) }
      expect(await store.append([{ patient: 'p', reading: said }], 'of-a-person')).toEqual(['inserted'])
      expect(await store.append([{ patient: 'p', reading: said }], 'of-a-person')).toEqual(['duplicate'])
      expect(await append({ ...wrong, id: newUlid(START) })).toEqual(['duplicate'])
    })

    test('can be put where it belongs, with everything that it had', async () => {
      await append(wrong)
      const taken = await store.withdraw('p', wrong)
      expect(await store.append([{ patient: 'other', reading: taken as Reading }], 'of-a-person')).toEqual(['inserted'])
      expect(await store.withdraw('other', wrong)).toEqual(wrong)
    })
  })

  test('thinned out for a chart, the peaks stay', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => reading(index, index === 1_234 ? 180 : 60 + (index % 7)))
    await append(...many)
    const thin = await store.range({ patient: 'p', from: START, to: START + 2_000 * 60_000, points: 200 })
    expect(thin.length).toBeLessThanOrEqual(200)
    expect(thin.length).toBeGreaterThan(100)
    expect(Math.max(...thin.map((each) => each.value as number))).toBe(180)
  })
})
