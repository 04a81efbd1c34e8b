import { fstatSync, readSync } from 'node:fs'

/** A stretch of a file that begins and ends with its lines. */
export interface Chunk {
  from: number
  until: number
}

const LINE_FEED = 10
const LOOK_BYTES = 65_536
/** More than this between two line feeds is no item, and only its beginning is read. */
const MOST_BYTES = 16 * 1024 * 1024

/** The file in stretches of about so many bytes, cut at line feeds: a JSON string may hold any other separator. */
export function chunksOf(file: number, bytes: number): Chunk[] {
  const { size } = fstatSync(file)
  const chunks: Chunk[] = []
  for (let from = 0; from < size; ) {
    const until = from + bytes >= size ? size : lineAfter(file, from + bytes, size)
    chunks.push({ from, until })
    from = until
  }
  return chunks
}

function lineAfter(file: number, near: number, size: number): number {
  const room = Buffer.alloc(LOOK_BYTES)
  for (let at = near - 1; at < size; at += LOOK_BYTES) {
    const found = room.subarray(0, readSync(file, room, 0, LOOK_BYTES, at)).indexOf(LINE_FEED)
    if (found !== -1) return at + found + 1
  }
  return size
}

/** The lines of UTF-8 text in it; a last one without its end counts, an empty end does not. */
export function linesIn(file: number, { from, until }: Chunk): string[] {
  const bytes = Buffer.allocUnsafe(Math.min(until - from, MOST_BYTES))
  const read = readSync(file, bytes, 0, bytes.length, from)
  const text = bytes.toString('utf8', startsWithMark(bytes, from) ? 3 : 0, read)
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

const startsWithMark = (bytes: Buffer, from: number): boolean =>
  from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
