import { existsSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'

/** Where Mosquitto is, if it is installed. */
export function findMosquitto(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'mosquitto')).find((path) => existsSync(path))
}

/** Starts it on a free port of loopback, with a queue that drops nothing. */
export async function startMosquitto(command: string, folder: string): Promise<Child & { port: number }> {
  const port = await freePort()
  const configuration = join(folder, 'mosquitto.conf')
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'max_queued_messages 0',
    'max_inflight_messages 100',
    'set_tcp_nodelay true',
    'log_type error',
  ]
  writeFileSync(configuration, `${lines.join('\n')}\n`)
  const child = startChild({ command, arguments: ['-c', configuration], log: join(folder, 'mosquitto.log') })
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.process.exitCode !== null) throw new Error('Mosquitto ended before it was ready')
    if (await answers(port)) return { ...child, port }
    await sleep(50)
  }
  await child.kill()
  throw new Error('Mosquitto does not answer')
}

async function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
