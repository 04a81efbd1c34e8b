import { type Item, itemsMessageSchema, naturalTime, parseTopic } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { createFleet, type Fleet } from '../workload/fleet.ts'
import { inventedFleet } from '../workload/fleet-lines.ts'
import { mixSource, recordMix } from './record-mix.ts'
import type { Recording } from './recording.ts'
import type { Tape } from './tape.ts'

const NOW = Date.parse('2026-11-21T08:00:00.000Z')
const fleetOf = (): Fleet => createFleet(inventedFleet(4, 60), 10)

interface Published {
  topic: string
  packetId: number
  message: { epoch: string; seq: number; items: Item[] }
}

function read(tape: Tape): Published[] {
  return tape.starts.slice(0, -1).map((start, index) => {
    let at = start + 1
    while ((tape.bytes[at++] as number) > 127);
    const topicEnd = at + 2 + tape.bytes.readUInt16BE(at)
    return {
      topic: tape.bytes.toString('latin1', at + 2, topicEnd),
      packetId: tape.bytes.readUInt16BE(topicEnd),
      message: itemsMessageSchema.parse(
        JSON.parse(tape.bytes.toString('latin1', topicEnd + 2, tape.starts[index + 1])),
      ),
    }
  })
}

const all = (recording: Recording): Published[] => recording.tapes.flatMap(read)

test.each([1, 50])('what is recorded with %d items a message is what the contract asks for', (perMessage) => {
  const options = { items: 2000, perMessage, alarmShare: 0.05, span: 1000 }
  const recording = recordMix(mixSource(fleetOf(), 42, NOW), options, NOW)
  const published = all(recording)
  expect(published).toHaveLength(recording.packets)
  expect(published.reduce((sum, { message }) => sum + message.items.length, 0)).toBe(2000)
  expect(recording.items).toBe(2000)
  for (const { topic, message } of published) {
    const urgent = message.items.some(({ kind }) => kind === 'sos-pressed' || kind === 'fall-detected')
    expect(parseTopic(topic)?.leaf).toBe(urgent ? 'urgent' : 'items')
    if (urgent) expect(message.items).toHaveLength(1)
  }
  if (perMessage === 1) expect(recording.packets).toBe(2000)
  else expect(recording.packets).toBeLessThan(150)
})

test('no item shares its id or its natural key with another, over several recordings', () => {
  const source = mixSource(fleetOf(), 42, NOW)
  const options = { items: 5000, perMessage: 1, alarmShare: 0.01, span: 10 }
  const items = [0, 1, 2].flatMap(() => all(recordMix(source, options, NOW)).flatMap(({ message }) => message.items))
  expect(items).toHaveLength(15_000)
  expect(new Set(items.map(({ id }) => id)).size).toBe(15_000)
  expect(new Set(items.map((item) => `${item.device} ${item.kind} ${naturalTime(item)}`)).size).toBe(15_000)
})

test('the messages of each lane of a home are numbered from 1 without a gap', () => {
  const source = mixSource(fleetOf(), 42, NOW)
  const options = { items: 1000, perMessage: 1, alarmShare: 0.05, span: 1000 }
  const lanes = Map.groupBy(
    [0, 1].flatMap(() => all(recordMix(source, options, NOW))),
    ({ topic }) => topic,
  )
  expect(lanes.size).toBe(8)
  for (const published of lanes.values()) {
    expect(published.map(({ message }) => message.seq)).toEqual(published.map((_, index) => index + 1))
  }
})

test('every alarm is booked on the packet that carries it, each with a patient of its own', () => {
  const fleet = fleetOf()
  const recording = recordMix(
    mixSource(fleet, 42, NOW),
    { items: 2000, perMessage: 50, alarmShare: 0.05, span: 1000 },
    NOW,
  )
  const booked = recording.tapes.flatMap((tape) => {
    const published = read(tape)
    return [...tape.alarms].flatMap(([index, patients]) => {
      const owners = published[index]?.message.items.map(({ device }) => fleet.ownerOf(device))
      for (const patient of patients) expect(owners).toContain(patient)
      return patients
    })
  })
  expect(booked.length).toBe(recording.alarms)
  expect(recording.alarms).toBeGreaterThan(70)
  expect(new Set(booked).size).toBe(booked.length)
  const everyday = new Set(fleet.everyday.map(({ id }) => id))
  expect(booked.some((patient) => everyday.has(patient))).toBe(false)
})
