import { systemClock } from '@kotisilta/contract'

const EVERY_MS = 2_000
const BAR = 30
const CLEAR_LINE = '\r\u001b[K'

/** Passes on what is read and says on standard error, every two seconds, how far it has come. */
export async function* withProgress(
  what: string,
  input: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array> {
  let read = 0
  let said = systemClock.now()
  for await (const chunk of input) {
    yield chunk
    read += chunk.length
    if (systemClock.now() - said < EVERY_MS) continue
    said = systemClock.now()
    process.stderr.write(`${what} ${bar(read, size)}${process.stderr.isTTY ? '\r' : '\n'}`)
  }
  if (process.stderr.isTTY) process.stderr.write(CLEAR_LINE)
}

function bar(read: number, size: number): string {
  if (size === 0) return `${Math.round(read / 1e6)} MB`
  const share = Math.min(read / size, 1)
  return `[${'#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.')}] ${Math.round(share * 100)} %`
}
