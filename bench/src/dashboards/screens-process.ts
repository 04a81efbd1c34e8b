import { type Alert, ON_CALL_NAMESPACE } from '@kotisilta/contract'
import { io } from 'socket.io-client'

/** Many screens in a process of their own: `<address> <cookie> <screens>`; a line for each alert, `<screen> <ms since it was raised>`. */
const [address = '', cookie = '', count = '0'] = process.argv.slice(2)
const screens = Number(count)

let synchronised = 0
for (let screen = 0; screen < screens; screen++) {
  const socket = io(`${address}${ON_CALL_NAMESPACE}`, {
    transports: ['websocket'],
    extraHeaders: { cookie },
    forceNew: true,
    reconnection: false,
  })
  socket.on('alert', (alert: Alert, received: () => void) => {
    const late = Date.now() - Date.parse(alert.raisedAt)
    received()
    if (alert.version === 1) process.stdout.write(`${alert.id} ${late}\n`)
  })
  socket.once('synchronised', () => {
    synchronised++
    if (synchronised === screens) process.stdout.write('ready\n')
  })
}
