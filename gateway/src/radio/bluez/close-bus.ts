import type { MessageBus } from 'dbus-next'

/** What the library keeps to itself. */
interface Insides {
  readonly _connection?: NodeJS.EventEmitter & { readonly stream?: NodeJS.EventEmitter }
}

const connectionOf = (bus: MessageBus): Insides['_connection'] => (bus as unknown as Insides)._connection

/** What lies below a bus; it says that the connection has ended, which the library does not. */
export const streamOf = (bus: MessageBus): NodeJS.EventEmitter | undefined => connectionOf(bus)?.stream

/**
 * Ends a connection to D-Bus. What is still on its way here is not handled any longer: the library answers what it cannot
 * handle, and for want of a connection throws where nobody can catch it (dbus-next 0.10.2, lib/bus.js).
 */
export function closeBus(bus: MessageBus): void {
  connectionOf(bus)?.removeAllListeners('message')
  bus.disconnect()
}
