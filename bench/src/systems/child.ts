import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

const READY_MS = 60_000
const TERMINATE_MS = 15_000

/** Whatever way this process ends, what it has started ends with it. */
const alive = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL')
})

export interface Child {
  readonly process: ChildProcess
  readonly pid: number
  /** Asks it to end, and ends it by force if it does not; the end is waited for. */
  stop(): Promise<void>
  /** Ends it without asking. */
  kill(): Promise<void>
}

export interface ChildOptions {
  readonly command: string
  readonly arguments: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** What it says on stderr goes here, and into the error if it ends too early. */
  readonly log: string
  /** Whether it can be asked things with `send`. */
  readonly ipc?: boolean
  readonly input?: string
}

export function startChild(options: ChildOptions): Child {
  const log = openSync(options.log, 'a')
  const child = spawn(options.command, options.arguments, {
    env: { ...process.env, ...options.environment },
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', log, ...(options.ipc ? (['ipc'] as const) : [])],
  })
  closeSync(log)
  child.stdin?.end(options.input)
  child.stdin?.on('error', () => {})
  if (child.pid === undefined) throw new Error(`${options.command} cannot be started`)
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  const ended = once(child, 'exit')
  const running = (): boolean => child.exitCode === null && child.signalCode === null
  const kill = async (): Promise<void> => {
    if (running()) child.kill('SIGKILL')
    await ended
  }
  const stop = async (): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), TERMINATE_MS)
    if (running()) child.kill('SIGTERM')
    await ended
    clearTimeout(timer)
  }
  return { process: child, pid: child.pid, stop, kill }
}

/** The first line of stdout that is a JSON object; rejects when the child ends or says nothing in time. */
export function firstAnswer<T>(child: Child, log: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const said = (): string => readFileSync(log, 'utf8').slice(-2000)
    const timer = setTimeout(() => reject(new Error(`not ready after ${READY_MS} ms: ${said()}`)), READY_MS)
    child.process.once('exit', (code, signal) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code ?? signal} before it was ready: ${said()}`))
    })
    createInterface({ input: child.process.stdout as Readable }).on('line', (line) => {
      if (!line.startsWith('{')) return
      clearTimeout(timer)
      resolve(JSON.parse(line) as T)
    })
  })
}

/** Runs to the end; rejects unless the exit code is 0. */
export async function runToEnd(options: ChildOptions): Promise<void> {
  const child = startChild(options)
  child.process.stdout?.resume()
  await once(child.process, 'close')
  if (child.process.exitCode !== 0) {
    const said = readFileSync(options.log, 'utf8').slice(-2000)
    throw new Error(`${options.command} ${options.arguments.join(' ')} ended with ${child.process.exitCode}: ${said}`)
  }
}

/** Asks a child that was started with `ipc` for its count. */
export async function askCount(child: Child): Promise<number> {
  child.process.send('count')
  const [answer] = (await once(child.process, 'message')) as [number]
  return answer
}
