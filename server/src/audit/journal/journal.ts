import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { type Disk, JournalFile } from './journal-file.ts'
import { type JournaledLook, type Look, lookLine } from './look.ts'
import { setAside } from './set-aside.ts'

/** From this size on, some hundred looks, a file is emptied once all of it is in the log. */
const LARGE_BYTES = 64 << 10
/** From this size on the other file is taken, if it is in the log by then: there may be no moment at which all of this one is. */
const FULL_BYTES = 1 << 20

interface Waiting {
  look: JournaledLook
  kept: () => void
  lost: (failure: KotisiltaError) => void
}

/**
 * Where a look is on the disk before its answer leaves: a line in a file, at a fraction of a transaction's cost. From
 * here it goes into the access log with the next commit (`foldLooks`); after a crash, with the first of the next server.
 *
 *     const journal = openJournal(dataDir, folded)
 *     for (const look of journal.left) …              // was on its way when the server before it ended
 *     const { look, kept } = journal.write(entry, now)
 *     await kept                                      // on the disk
 *     journal.folded(look.number)                     // in the log
 */
export class AccessJournal {
  /** What the log does not have yet of the server before, in order. */
  readonly left: readonly JournaledLook[]
  /** How many lines of that were none; they are set aside. */
  readonly damaged: number
  #file: JournalFile
  #other: JournalFile
  #next: number
  #folded: number
  #waiting: Waiting[] = []
  #syncing: Promise<void> | undefined

  /** @param folded number of the last look that the log has */
  constructor(dataDir: string, folded: number, disk?: Disk) {
    const files = JournalFile.both(dataDir, disk)
    const damaged = files.flatMap(({ found }) => found.damaged)
    setAside(dataDir, damaged)
    this.damaged = damaged.length
    const looks = files.flatMap(({ found }) => found.looks).sort((a, b) => a.number - b.number)
    this.left = looks.filter(({ number }) => number > folded)
    this.#folded = folded
    this.#next = Math.max(folded, looks.at(-1)?.number ?? 0) + 1
    for (const file of files) this.#emptied(file)
    const [file, other] = files.sort((a, b) => b.last - a.last) as [JournalFile, JournalFile]
    this.#file = file
    this.#other = other
  }

  /** `kept` rejects with KotisiltaError `storage-full` or `storage-failed` if it could not be put on the disk. */
  write(entry: Look, at: Milliseconds): { look: JournaledLook; kept: Promise<void> } {
    const look = { ...entry, number: this.#next++, at }
    const kept = new Promise<void>((kept, lost) => this.#waiting.push({ look, kept, lost }))
    // What comes in the same turn is one write.
    if (this.#waiting.length === 1) queueMicrotask(() => this.#sync())
    return { look, kept }
  }

  get foldedThrough(): number {
    return this.#folded
  }

  /** All looks up to this number are durable in the log. */
  folded(through: number): void {
    this.#folded = Math.max(this.#folded, through)
  }

  /** Puts on the disk what waits; what is not in the log yet stays for the next server. */
  async close(): Promise<void> {
    while (this.#syncing !== undefined || this.#waiting.length > 0) {
      this.#sync()
      await this.#syncing
    }
    for (const file of [this.#file, this.#other]) {
      this.#emptied(file)
      file.close()
    }
  }

  /** One at a time: whatever comes meanwhile is the next. */
  #sync(): void {
    if (this.#syncing !== undefined || this.#waiting.length === 0) return
    const batch = this.#waiting
    this.#waiting = []
    this.#syncing = this.#put(batch)
      .then(
        () => {
          for (const { kept } of batch) kept()
        },
        (error: Error) => {
          for (const { lost } of batch) lost(storageError(error))
        },
      )
      .then(() => {
        this.#syncing = undefined
        this.#sync()
      })
  }

  async #put(batch: readonly Waiting[]): Promise<void> {
    if (this.#file.size > LARGE_BYTES) this.#emptied(this.#file)
    if (this.#file.size > FULL_BYTES && this.#emptied(this.#other)) {
      const full = this.#file
      this.#file = this.#other
      this.#other = full
    }
    const { look } = batch.at(-1) as Waiting
    await this.#file.add(batch.map(({ look }) => lookLine(look)).join(''), look.number)
  }

  /** @returns whether all of it is in the log, so that it is empty now */
  #emptied(file: JournalFile): boolean {
    if (file.last > this.#folded) return false
    file.empty()
    return true
  }
}

/** @throws KotisiltaError `storage-full`, `storage-failed` */
export function openJournal(dataDir: string, folded: number): AccessJournal {
  try {
    return new AccessJournal(dataDir, folded)
  } catch (error) {
    throw storageError(error as Error)
  }
}

function storageError(cause: Error & { code?: unknown }): KotisiltaError {
  const code = cause.code === 'ENOSPC' || cause.code === 'EDQUOT' ? 'storage-full' : 'storage-failed'
  return new KotisiltaError(code, 'A look is not on record.', { cause })
}
