import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const KOTISILTA = fileURLToPath(new URL('../../bin/kotisilta', import.meta.url))

export interface Running<Ready> {
  child: ChildProcess
  ready: Ready
  /** Everything on stderr so far. */
  log(): string
  /** Ends it the way an operator does, and waits. */
  stop(): Promise<number | null>
  /** SIGKILL, and waits until it is gone. */
  kill(): Promise<void>
}

/** Starts `kotisilta <args>` and waits for its line of JSON on stdout. */
export async function start<Ready>(args: string[], environment: Record<string, string>): Promise<Running<Ready>> {
  const child = spawn(KOTISILTA, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  // A test that fails before it could stop what it has started leaves nothing behind.
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      process.off('exit', end)
      resolve(code)
    }),
  )
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const ready = await new Promise<Ready>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('\n')) resolve(JSON.parse(output.slice(0, output.indexOf('\n'))) as Ready)
    })
    void exited.then((code) => reject(new Error(`kotisilta ${args.join(' ')} ended with ${code}\n${log}`)))
  })
  return {
    child,
    ready,
    log: () => log,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs `kotisilta <args>` to its end. */
export function run(args: string[], environment: Record<string, string> = {}, input = ''): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(KOTISILTA, args, { env: { ...process.env, ...environment }, stdio: 'pipe' })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('close', (code) => resolve({ code, stdout, stderr }))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
