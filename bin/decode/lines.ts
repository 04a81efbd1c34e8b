import type { Readable } from 'node:stream'

/** Most bytes of one line of a batch. */
export const LONGEST_LINE = 1024 * 1024

/** The lines of a stream of bytes; a last one without its end counts, an empty end does not. */
export async function* linesOf(input: Readable): AsyncGenerator<Uint8Array | 'too-long'> {
  let rest: Buffer[] = []
  let length = 0
  const take = (tail: Buffer): Uint8Array | 'too-long' => {
    const line = length + tail.length > LONGEST_LINE ? 'too-long' : Buffer.concat([...rest, tail])
    rest = []
    length = 0
    return line
  }
  for await (const chunk of input as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      yield take(chunk.subarray(start, end))
      start = end + 1
    }
    length += chunk.length - start
    if (length <= LONGEST_LINE) rest.push(chunk.subarray(start))
    else rest = []
  }
  if (length > 0) yield take(Buffer.alloc(0))
}
