/** A broker that acknowledges, counts in its own process, and does nothing else: what MQTT alone costs in Node. */

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { Aedes } from 'aedes'

let count = 0
const broker = await Aedes.createBroker()
for (const lane of ['items', 'urgent']) {
  const onMessage = (_packet: unknown, done: () => void): void => {
    count++
    done()
  }
  await new Promise<void>((resolve) => broker.subscribe(`kotisilta/v1/+/+/${lane}`, onMessage, resolve))
}
process.on('message', () => process.send?.(count))
process.on('disconnect', () => process.exit())
const server = createServer(broker.handle)
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ mqtt: (server.address() as AddressInfo).port })))
