import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Milliseconds } from '@kotisilta/contract'

/** A service that has not started by then does not start. */
const PATIENCE: Milliseconds = 30_000

/**
 * What restarts the Bluetooth service, such as `systemctl restart bluetooth`. It is run without a shell.
 *
 * @param line program and arguments with spaces between them
 * @returns what runs it; rejects if it cannot be run, fails, or takes too long
 */
export function restartCommand(line: string): () => Promise<void> {
  const [program = '', ...given] = line.trim().split(/\s+/)
  return async () => {
    await promisify(execFile)(program, given, { timeout: PATIENCE })
  }
}
