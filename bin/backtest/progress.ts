import { systemClock } from '@kotisilta/contract'

const EVERY_MS = 2_000
const BAR = 30
const CLEAR_LINE = '\r\u001b[K'

/** Says on standard error, every two seconds, how much of a whole has been done: as a bar where somebody looks on. */
export function progressOf(what: string, whole: number) {
  let done = 0
  let said = systemClock.now()
  return {
    add(more: number): void {
      done += more
      if (systemClock.now() - said < EVERY_MS) return
      said = systemClock.now()
      process.stderr.write(`${what} ${bar(done, whole)}${process.stderr.isTTY ? '\r' : '\n'}`)
    },
    end(): void {
      if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE)
    },
  }
}

/** Passes on what is read, and says how far it has come. */
export async function* withProgress(
  what: string,
  input: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  const progress = progressOf(what, size)
  for await (const chunk of input) {
    yield chunk
    progress.add(chunk.length)
  }
  progress.end()
}

function bar(done: number, whole: number): string {
  if (whole === 0) return `${Math.round(done / 1e6)} MB`
  const share = Math.min(done / whole, 1)
  return `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')}] ${Math.round(share * 100)} %`
}
