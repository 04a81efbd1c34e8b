import { writeSync } from 'node:fs'
import { openStore } from '../store/store.ts'
import { sqliteOutbox } from './sqlite-outbox.ts'

/** Run as a process of its own: appends and acknowledges for ever, and says on stdout what has returned. */
const [path = '', firstText = '0'] = process.argv.slice(2)
const outbox = sqliteOutbox(openStore(path, Date.now()), { bytes: 1e9 }, Date.now())
const { epoch } = outbox.state()

for (let n = Number(firstText); ; n++) {
  const urgent = n % 7 === 0
  const lane = urgent ? 'urgent' : 'items'
  outbox.append([{ lane, importance: 'normal', body: `"${n}"` }])
  writeSync(1, `stored ${n}\n`)
  if (n % 5 === 0) {
    const message = outbox.next(lane, 0)
    if (message === undefined) throw new Error('what was appended is not there')
    writeSync(1, `sent ${message.bodies.map((body) => JSON.parse(body) as string).join(' ')}\n`)
    outbox.acknowledge(lane, epoch, { seqs: [message.seq] })
  }
}
