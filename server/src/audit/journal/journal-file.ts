import { closeSync, constants, existsSync, ftruncateSync, openSync, readFileSync, write } from 'node:fs'
import { join } from 'node:path'
import { type JournaledLook, lookFrom } from './look.ts'

/** Two files that take turns: while one is written, what stands in the other goes into the log. */
const JOURNAL_FILES = ['access-log.journal-0', 'access-log.journal-1'] as const

/** A write returns once it is on the disk: one call off the event loop, where writing and syncing would be two. */
const { O_WRONLY, O_CREAT, O_APPEND, O_DSYNC } = constants

/** What stands in a file. `damaged`: lines that are none. */
interface Content {
  looks: JournaledLook[]
  damaged: string[]
  /** Of whole lines: what comes after them was being written as the power failed, and nobody had been answered. */
  bytes: number
}

/** What a disk is asked for; tests bring one that is full. */
export interface Disk {
  write(handle: number, bytes: Uint8Array, done: (error: Error | null, written: number) => void): void
  shorten(handle: number, bytes: number): void
}
const DISK: Disk = { write, shorten: ftruncateSync }

/** One of the journal's two files, open for adding to it. */
export class JournalFile {
  /** What stood in it when it was opened. */
  readonly found: Omit<Content, 'bytes'>
  /** Number of the last look in it; 0: there is none. */
  last: number
  size: number
  readonly #handle: number
  readonly #disk: Disk
  #torn = false

  /** @throws what the file system throws, as do its methods */
  constructor(path: string, disk: Disk = DISK) {
    this.#disk = disk
    const { bytes, ...found } = contentOf(path)
    this.found = found
    this.last = found.looks.at(-1)?.number ?? 0
    this.size = bytes
    this.#handle = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_DSYNC, 0o600)
    ftruncateSync(this.#handle, bytes)
  }

  static both(dataDir: string, disk?: Disk): [JournalFile, JournalFile] {
    const [one, other] = JOURNAL_FILES
    return [new JournalFile(join(dataDir, one), disk), new JournalFile(join(dataDir, other), disk)]
  }

  /** Resolves once the lines are on the disk: all of them, or nothing. One call at a time. */
  async add(lines: string, last: number): Promise<void> {
    const bytes = Buffer.from(lines)
    this.#mend()
    try {
      for (let done = 0; done < bytes.length; ) done += await this.#write(bytes.subarray(done))
    } catch (error) {
      this.#torn = true
      try {
        this.#mend()
      } catch {
        // Before the next look, then.
      }
      throw error
    }
    this.size += bytes.length
    this.last = last
  }

  /** Takes away the half of a look that a write has left. */
  #mend(): void {
    if (!this.#torn) return
    this.#disk.shorten(this.#handle, this.size)
    this.#torn = false
  }

  #write(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#disk.write(this.#handle, bytes, (error, written) => (error ? reject(error) : resolve(written))),
    )
  }

  empty(): void {
    ftruncateSync(this.#handle)
    this.size = 0
    this.last = 0
  }

  close(): void {
    closeSync(this.#handle)
  }
}

/** The looks of a folder's journal, in order; a server may be running on it. */
export function readJournal(dataDir: string): JournaledLook[] {
  const looks = JOURNAL_FILES.flatMap((name) => contentOf(join(dataDir, name)).looks)
  return looks.sort((a, b) => a.number - b.number)
}

function contentOf(path: string): Content {
  const content: Content = { looks: [], damaged: [], bytes: 0 }
  if (!existsSync(path)) return content
  const bytes = readFileSync(path)
  content.bytes = bytes.lastIndexOf(10) + 1
  for (const line of bytes.toString('utf8', 0, content.bytes).split('\n').slice(0, -1)) {
    const look = lookFrom(line)
    if (look === undefined) content.damaged.push(line)
    else content.looks.push(look)
  }
  return content
}
