import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Of a longer line only the beginning is kept, which is no JSON any more. */
const LONGEST_LINE = 1024 * 1024

/**
 * The lines of UTF-8 text, as many at a time as have come; a last one without its end counts, an empty end does not.
 * Split at line feeds only: a JSON string may hold any other separator.
 */
export async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of input) {
    const lines = decoder.decode(chunk, { stream: true }).split('\n')
    lines[0] = rest + (lines[0] ?? '')
    rest = (lines.pop() ?? '').slice(0, LONGEST_LINE)
    if (lines.length > 0) yield lines
  }
  rest += decoder.decode()
  if (rest !== '') yield [rest]
}

/** Writes no faster than the reader reads; a reader that has gone away ends the process in peace. */
export function writerTo(output: Writable): (text: string) => Promise<void> {
  output.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  return async (text) => {
    if (text !== '' && !output.write(text)) await once(output, 'drain')
  }
}
