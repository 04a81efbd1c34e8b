import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../../test/captures.ts'
import { profileById } from '../catalogue.ts'
import { decodeRecord } from '../decode.ts'
import { hexOf } from '../hex.ts'
import { answerFromOmron, beginOmronReadout, type OmronRecord } from './readout.ts'
import { HEM_7322T_MEMORY, type OmronLayout } from './record.ts'

const sum = (bytes: readonly number[]): number => bytes.reduce((all, byte) => all ^ byte, 0)

/** A monitor: what it has stored for each person, the rest never written. */
function monitor(layout: OmronLayout, stored: readonly (readonly string[])[]) {
  const bytesAt = (address: number, size: number): number[] => {
    const person = layout.first.findLastIndex((first) => address >= first)
    const whole = frameOf(
      Array.from({ length: layout.records }, (_, index) => stored[person]?.[index] ?? 'ff'.repeat(layout.size)).join(
        '',
      ),
    )
    const start = address - (layout.first[person] ?? 0)
    return [...whole.subarray(start, start + size)]
  }
  const packet = (type: readonly number[], address: number, data: readonly number[]): Uint8Array[] => {
    const body = [data.length + 8, ...type, address >> 8, address & 0xff, data.length, ...data, 0]
    const all = Uint8Array.from([...body, sum(body)])
    return Array.from({ length: Math.ceil(all.length / 16) }, (_, part) => all.slice(part * 16, part * 16 + 16))
  }
  return (request: Uint8Array): Uint8Array[] => {
    expect(sum([...request])).toBe(0)
    const [, op = 0, , high = 0, low = 0, size = 0] = request
    const address = high * 256 + low
    if (op === 0x00) return packet([0x80, 0x00], 0, [])
    if (op === 0x0f) return packet([0x8f, 0x00], 0, [0])
    return packet([0x81, 0x00], address, bytesAt(address, size))
  }
}

/** Reads all of it; `spoils` says which answers are damaged or lost. */
function read(
  layout: OmronLayout,
  stored: readonly (readonly string[])[],
  seen: readonly string[],
  spoils = new Set<number>(),
) {
  const respond = monitor(layout, stored)
  const records: OmronRecord[] = []
  let step = beginOmronReadout(layout, seen)
  for (let round = 0; step.write !== undefined; round++) {
    expect(round).toBeLessThan(1000)
    const parts = respond(step.write)
    if (spoils.has(round)) {
      const damaged = Uint8Array.from(parts[0] ?? [])
      damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
      step =
        round % 2 === 0
          ? answerFromOmron(step.readout, undefined)
          : answerFromOmron(step.readout, { place: 0, bytes: damaged })
      for (let place = 1; step.write === undefined && place < parts.length; place++)
        step = answerFromOmron(step.readout, { place, bytes: parts[place] ?? new Uint8Array() })
      continue
    }
    for (const [place, bytes] of parts.entries()) {
      step = answerFromOmron(step.readout, { place, bytes })
      records.push(...(step.records ?? []))
    }
  }
  return { records, seen: step.readout.seen, outcome: step.outcome }
}

/** 120/80 with that pulse, on 21 November 2026 at 07:10. */
const record = (pulse: number): string =>
  `505f1a${pulse.toString(16).padStart(2, '0')}2ea702800000000000000`.slice(0, 28)

describe("an Omron monitor's memory", () => {
  test('gives each record once, with whose it is, and later only what is new', () => {
    const first = read(HEM_7322T_MEMORY, [[record(72), record(73)], [record(90)]], [])
    expect(first.outcome).toBe('complete')
    expect(first.records.map(({ userIndex, bytes }) => [userIndex, hexOf(bytes)])).toEqual([
      [1, record(72)],
      [1, record(73)],
      [2, record(90)],
    ])
    const again = read(HEM_7322T_MEMORY, [[record(72), record(73), record(74)], [record(90)]], first.seen)
    expect(again.records.map(({ bytes }) => hexOf(bytes))).toEqual([record(74)])
  })

  test('gives records that decode, with their person', () => {
    const profile = profileById('omron-hem-7322t')
    const decoded = profile && decodeRecord(frameOf(record(72)), profile, { userIndex: 2 })
    expect(decoded).toMatchObject({
      items: [
        { kind: 'blood-pressure', components: { systolic: 120, diastolic: 80 }, subject: { userIndex: 2 } },
        { kind: 'heart-rate', value: 72, subject: { userIndex: 2 } },
      ],
    })
  })

  test('bad input 18: an answer that is damaged or lost is asked for again, and five times in vain is the end', () => {
    const stored = [[record(72)], [record(90)]]
    expect(read(HEM_7322T_MEMORY, stored, [], new Set([0, 1, 4, 7]))).toMatchObject({ outcome: 'complete' })
    expect(read(HEM_7322T_MEMORY, stored, [], new Set([0, 1, 4, 7])).records).toHaveLength(2)
    const lost = read(HEM_7322T_MEMORY, stored, [], new Set([2, 3, 4, 5, 6, 7]))
    expect([lost.outcome, lost.records.length]).toEqual(['failed', 1])
    expect(read(HEM_7322T_MEMORY, stored, lost.seen).records).toHaveLength(1)
  })

  test('of any layout and content gives exactly what was written', () => {
    const layout = { first: [0x100, 0x800], records: 7, size: 14, block: 56 }
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { maxLength: 7 })
    fc.assert(
      fc.property(some, some, fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }), (one, two, spoils) => {
        const stored = [one.map(record), two.map(record)]
        const { records, outcome } = read(layout, stored, [], new Set(spoils))
        expect(outcome).toBe('complete')
        expect(records.map(({ bytes }) => hexOf(bytes))).toEqual(stored.flat())
      }),
    )
  })
})
