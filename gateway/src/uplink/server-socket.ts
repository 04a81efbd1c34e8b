import type { Socket } from 'node:net'

/**
 * Ends a connection on which nothing has been said that could still be of use. What it has said is not to arrive any more: a greeting that comes
 * when the line is back would take the place of the connection that was made meanwhile.
 */
export function abandon(socket: Socket): void {
  // While it is not made yet a reset would wait until it is.
  if (socket.connecting) socket.destroy()
  else socket.resetAndDestroy()
}
