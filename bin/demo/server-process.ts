import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface ServerProcess {
  http: number
  mqtt: number
  mqtts: number | null
  child: ChildProcess
  stop(): Promise<void>
}

/** The server in a process of its own, as in production. Its log goes to our stderr. */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const kotisilta = fileURLToPath(new URL('../kotisilta', import.meta.url))
  const child = spawn(kotisilta, ['server', '--json'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A Ctrl-C at the terminal is for us; we end the server once the homes are quiet.
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const { http, mqtt, mqtts } = await new Promise<Pick<ServerProcess, 'http' | 'mqtt' | 'mqtts'>>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  process.once('exit', () => child.kill('SIGTERM'))
  return { http, mqtt, mqtts, child, stop }
}

/** The port itself if it is free, else 0: any other. */
export function freePort(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
}
