import { isoTime, type Milliseconds } from '@kotisilta/contract'
import { metaOf } from './meta.ts'
import type { Store } from './store.ts'

/** Something a device sent that could not be understood. */
export interface BadFrame {
  readonly at: Milliseconds
  readonly device: string
  /** The characteristic, the kind of advertisement data, or the topic that it came from. */
  readonly source: string
  readonly code: string
  readonly bytes: Uint8Array
}

export interface BadFrames {
  /** Counts the frame and keeps it for support; says whether it is the first of its device and code since the start. */
  add(frame: BadFrame): { first: boolean }
  /** All that were ever added, also those no longer kept. */
  count(): number
  /** The newest first. */
  list(): readonly BadFrame[]
  /** Writes what was added and not yet written. */
  flush(): void
}

/** Most frames kept; the oldest go. */
const KEPT_FRAMES = 200
/** Most bytes kept of one frame. */
const KEPT_BYTES = 1_024
/** Devices and codes whose first appearance is remembered, so that a flood of made-up names costs no memory. */
const REMEMBERED = 1_000
/** A device that talks nonsense all day must not wear the disk out: one commit for all of a second. */
const WRITE_EVERY: Milliseconds = 1_000

/** @param writeFailed told when the disk does not let us; the frames stay counted in memory */
export function badFramesIn(store: Store, writeFailed: (error: unknown) => void): BadFrames {
  const { database } = store
  const meta = metaOf(database)
  const insert = database.prepare('INSERT INTO bad_frame (at, device, source, code, bytes) VALUES (?, ?, ?, ?, ?)')
  const trim = database.prepare('DELETE FROM bad_frame WHERE id <= (SELECT max(id) FROM bad_frame) - ?')
  const select = database.prepare<[], { at: string; device: string; source: string; code: string; bytes: Buffer }>(
    'SELECT at, device, source, code, bytes FROM bad_frame ORDER BY id DESC',
  )
  const met = new Set<string>()
  let count = Number(meta.read('bad-frames') ?? 0)
  let pending: BadFrame[] = []
  let timer: NodeJS.Timeout | undefined

  const write = database.transaction((frames: readonly BadFrame[]) => {
    for (const { at, device, source, code, bytes } of frames) {
      insert.run(isoTime(at), device, source, code, Buffer.from(bytes.subarray(0, KEPT_BYTES)))
    }
    trim.run(KEPT_FRAMES)
    meta.write('bad-frames', String(count))
  })

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (pending.length === 0) return
    try {
      write(pending)
      pending = []
    } catch (error) {
      writeFailed(error)
    }
  }

  return {
    add(frame) {
      count += 1
      pending.push(frame)
      if (pending.length > KEPT_FRAMES) pending.shift()
      timer ??= setTimeout(flush, WRITE_EVERY).unref()
      const key = `${frame.device} ${frame.code}`
      const first = !met.has(key) && met.size < REMEMBERED
      if (first) met.add(key)
      return { first }
    },
    count: () => count,
    list() {
      flush()
      return select.all().map((row) => ({ ...row, at: Date.parse(row.at) }))
    },
    flush,
  }
}
