/**
 * The other end of `VanishingLine`, in a process of its own, so that it can be stopped as a whole: carries connections to the port
 * that is its argument, says its own port, and forgets connections when it is told to.
 */
import { connect, createServer, type Socket } from 'node:net'

const target = Number(process.argv[2])
/** Of the system's queue of connections that nobody has taken yet: one more than that wait, and what comes then is dropped. */
const BACKLOG = Number(process.argv[3])
const sockets = new Set<Socket>()

const server = createServer((near) => {
  const far = connect(target, '127.0.0.1')
  for (const socket of [near, far]) {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      near.destroy()
      far.destroy()
    })
  }
  near.pipe(far)
  far.pipe(near)
})
server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG }, () => {
  process.send?.({ port: (server.address() as { port: number }).port })
})

process.on('message', (what) => {
  if (what === 'cut') for (const socket of sockets) socket.destroy()
  // Neither end hears of it: what they say from now on is lost.
  if (what === 'forget') for (const socket of sockets) socket.unpipe().pause()
  process.send?.({ done: what })
})
process.on('disconnect', () => process.exit())
