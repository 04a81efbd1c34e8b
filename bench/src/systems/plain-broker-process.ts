/** aedes as nothing but a broker, for the plain Node system where Mosquitto is not installed. */

import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { Aedes } from 'aedes'

const broker = await Aedes.createBroker()
process.on('disconnect', () => process.exit())
const server = createServer(broker.handle)
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ mqtt: (server.address() as AddressInfo).port })))
