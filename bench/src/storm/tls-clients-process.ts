import { readFileSync } from 'node:fs'
import { connect } from 'node:tls'

/** What the process is handed as a file. */
export interface StormPlan {
  port: number
  key: string
  authority: string
  gateways: { id: string; certificate: string }[]
}

/** Gateways that shake hands at the same time. */
const AT_ONCE = 50

/** Connects every gateway of the plan over TLS, says how it went on one line, and holds the connections. */
async function main(plan: StormPlan): Promise<void> {
  const started = performance.now()
  const waiting = plan.gateways.values()
  let up = 0
  const lane = async () => {
    for (const { id, certificate } of waiting) if (await comesIn(plan, id, certificate)) up++
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  process.stdout.write(`${JSON.stringify({ up, seconds: (performance.now() - started) / 1000 })}\n`)
  setInterval(() => {}, 60_000)
}

const comesIn = ({ port, key, authority }: StormPlan, id: string, cert: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, key, cert, ca: authority }, () => socket.write(hello(id)))
    // CONNACK, return code 0 (MQTT 3.1.1, 3.2).
    socket.once('data', (packet: Buffer) => resolve(packet[0] === 0x20 && packet[3] === 0))
    socket.on('error', () => resolve(false))
  })

/** CONNECT with a clean session and a keepalive of ten minutes. */
function hello(id: string): Buffer {
  const field = (text: string) => Buffer.concat([Buffer.of(0, text.length), Buffer.from(text)])
  const body = Buffer.concat([field('MQTT'), Buffer.of(4, 2, 2, 88), field(id)])
  return Buffer.concat([Buffer.of(0x10, body.length), body])
}

await main(JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as StormPlan)
