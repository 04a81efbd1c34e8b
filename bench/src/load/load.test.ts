import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { Aedes } from 'aedes'
import { afterEach, expect, test } from 'vitest'
import { packetReader } from '../mqtt/packet-reader.ts'
import { createFleet } from '../workload/fleet.ts'
import { inventedFleet } from '../workload/fleet-lines.ts'
import { AlertWatch } from './alert-watch.ts'
import { Load } from './load.ts'
import { mixSource, recordMix } from './record-mix.ts'

const CONNECT = 1
const PUBLISH = 3

let server: Server | undefined
const loads: Load[] = []
afterEach(async () => {
  for (const load of loads.splice(0)) load.close()
  server?.close()
  if (server !== undefined) await once(server, 'close')
})

/** A server that accepts everybody and hands each PUBLISH to the test. */
async function listen(onPublish: (socket: Socket, count: number) => void): Promise<number> {
  let count = 0
  server = createServer((socket) => {
    const read = packetReader((type) => {
      if (type === CONNECT) socket.write(Buffer.from([0x20, 2, 0, 0]))
      if (type === PUBLISH) onPublish(socket, ++count)
    })
    socket.on('data', read)
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

function loadOf(port: number, items: number, window: number, alarmShare = 0.1): { load: Load; watch: AlertWatch } {
  const fleet = createFleet(inventedFleet(1, 200), 10)
  const now = Date.parse('2026-11-21T08:00:00.000Z')
  const options = { items, perMessage: 1, alarmShare, span: 1000 }
  const recording = recordMix(mixSource(fleet, 42, now), options, now)
  const watch = new AlertWatch()
  const load = new Load({ port, homes: fleet.homes, recording, window, watch })
  loads.push(load)
  return { load, watch }
}

const acknowledge = (socket: Socket, packetId: number): void => {
  socket.write(Buffer.from([0x40, 2, packetId >> 8, packetId & 255]))
}

test('no more than the window is on its way, and acknowledgements may come in any order', async () => {
  let flying = 0
  let most = 0
  const waiting: (() => void)[] = []
  const port = await listen((socket, count) => {
    flying++
    most = Math.max(most, flying)
    waiting.push(() => {
      flying--
      acknowledge(socket, count)
    })
    if (flying === 20 || count === 100)
      setTimeout(
        () =>
          waiting
            .splice(0)
            .reverse()
            .map((answer) => answer()),
        5,
      )
  })
  const { load, watch } = loadOf(port, 100, 20)
  await load.open()
  await load.flood(5000)
  expect(load.acknowledgedItems).toBe(100)
  expect(most).toBe(20)
  expect(watch.missing).toBe(watch.tally().alarms)
  expect(watch.missing).toBeGreaterThan(3)
})

test('what was not acknowledged when the connection broke goes again, marked, and nothing is left out', async () => {
  const arrived: { seq: number; again: boolean }[] = []
  const broker = await Aedes.createBroker({
    authorizePublish(client, packet, done) {
      const { seq } = JSON.parse(packet.payload.toString()) as { seq: number }
      arrived.push({ seq, again: packet.dup })
      if (arrived.length === 15) client?.conn.destroy()
      else done()
    },
  })
  server = createServer(broker.handle)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { load } = loadOf((server.address() as AddressInfo).port, 100, 20, 0)
  await load.open()
  await load.flood(4000)
  expect(load.acknowledgedItems).toBe(100)
  expect(load.disconnects).toBe(1)
  expect(load.resent).toBeGreaterThan(0)
  expect(arrived.filter(({ again }) => again)).toHaveLength(load.resent)
  expect(new Set(arrived.map(({ seq }) => seq)).size).toBe(100)
  load.close()
  await new Promise<void>((resolve) => broker.close(resolve))
})

test('at a rate the packets are spread over the time', async () => {
  const port = await listen((socket, count) => acknowledge(socket, count))
  const { load } = loadOf(port, 50, 20)
  await load.open()
  await load.atRate(250)
  expect(load.releasedAt - load.startedAt).toBeGreaterThanOrEqual(195)
  expect(await load.acknowledgedAll(2000)).toBe(true)
})

test('a gateway that is refused is an error', async () => {
  server = createServer((socket) => {
    socket.once('data', () => socket.end(Buffer.from([0x20, 2, 0, 5])))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { load } = loadOf((server.address() as AddressInfo).port, 1, 1)
  await expect(load.open()).rejects.toThrow('return code 5')
})
