/**
 * What a TypeScript developer would write first: mqtt.js, JSON.parse, a check, a rule, one SQLite row a message,
 * socket.io. Its broker acknowledges before anything is stored.
 * Environment: BROKER (MQTT address), DATABASE (file).
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Database from 'better-sqlite3'
import mqtt from 'mqtt'
import { Server } from 'socket.io'
import { alarms, type PlainItem, plausible } from './plain-rule.ts'

const database = new Database(process.env.DATABASE)
database.pragma('journal_mode = WAL')
database.exec('create table readings (id text, device text, kind text, at text, body text)')
const insert = database.prepare('insert into readings values (?, ?, ?, ?, ?)')
const http = createServer()
const sockets = new Server(http)
const state = new Map()
let count = 0

function take(payload: string): void {
  const { items } = JSON.parse(payload) as { items: PlainItem[] }
  for (const item of items) {
    if (!plausible(item)) continue
    insert.run(item.id, item.device, item.kind, item.at, JSON.stringify(item))
    if (alarms(state, item)) sockets.emit('alert', { device: item.device, kind: item.kind, at: item.at })
  }
  count++
}

process.on('message', () => process.send?.(count))
process.on('disconnect', () => process.exit())
http.listen(0, '127.0.0.1')
const client = mqtt.connect(process.env.BROKER ?? '', { clientId: 'plain-node', clean: false, protocolVersion: 4 })
client.on('message', (_topic, payload) => take(payload.toString()))
client.once('connect', async () => {
  await client.subscribeAsync(['kotisilta/v1/+/+/items', 'kotisilta/v1/+/+/urgent'], { qos: 1 })
  console.log(JSON.stringify({ http: (http.address() as AddressInfo).port }))
})
