import { KotisiltaError } from '@kotisilta/contract'
import { Message, type MessageBus, sessionBus } from 'dbus-next'

const DBUS = 'org.freedesktop.DBus'

/** Leaves the bus. What still comes in is not handled: the library would answer, and throw for want of a connection. */
export function leaveBus(bus: MessageBus): void {
  const { _connection: connection } = bus as unknown as { _connection?: NodeJS.EventEmitter }
  connection?.removeAllListeners('message')
  bus.disconnect()
}

/** Connects, takes the bus name, and hears when others leave. Throws `bus-failed` if the name is somebody else's. */
export async function connectToBus(
  busAddress: string,
  name: string,
  callerGone: (caller: string) => void,
): Promise<MessageBus> {
  const bus = sessionBus({ busAddress })
  await new Promise<void>((resolve, reject) => {
    bus.on('connect', resolve)
    bus.on('error', (cause) => reject(new KotisiltaError('bus-failed', `no bus at ${busAddress}`, { cause })))
  })
  await bus.call(
    new Message({
      destination: DBUS,
      path: '/org/freedesktop/DBus',
      interface: DBUS,
      member: 'AddMatch',
      signature: 's',
      body: [`type='signal',sender='${DBUS}',interface='${DBUS}',member='NameOwnerChanged'`],
    }),
  )
  bus.on('message', ({ member, body }) => {
    if (member === 'NameOwnerChanged' && body[2] === '') callerGone(String(body[0]))
  })
  const PRIMARY_OWNER = 1
  if ((await bus.requestName(name, 0)) !== PRIMARY_OWNER) {
    bus.disconnect()
    throw new KotisiltaError('bus-failed', `${name} is already on the bus at ${busAddress}`)
  }
  return bus
}
