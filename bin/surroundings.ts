import { text } from 'node:stream/consumers'

/** The data folder that this command line is about. */
export const dataDir = (): string => process.env.KOTISILTA_DATA_DIR || './data'

export const readStdin = (): Promise<string> => text(process.stdin)

/** Says what is wrong and leaves with 1 once all is said. */
export function fail(message: string): void {
  process.stderr.write(`kotisilta: ${message}\n`)
  process.exitCode = 1
}
