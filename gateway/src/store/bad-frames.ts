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
  /** Keeps the frame, and says whether it is the first of its device and code since the start. */
  add(frame: BadFrame): { first: boolean }
  /** All that were ever added, also those no longer kept. */
  count(): number
  /** The newest first. */
  list(): readonly BadFrame[]
}

/** Most frames kept; the oldest go. */
const KEPT_FRAMES = 200
/** Most bytes kept of one frame. */
const KEPT_BYTES = 1_024
/** Devices and codes whose first appearance is remembered, so that a flood of made-up names costs no memory. */
const REMEMBERED = 1_000

export function badFramesIn(store: Store): BadFrames {
  const { database } = store
  const meta = metaOf(database)
  const insert = database.prepare('INSERT INTO bad_frame (at, device, source, code, bytes) VALUES (?, ?, ?, ?, ?)')
  const trim = database.prepare('DELETE FROM bad_frame WHERE id <= ?')
  const select = database.prepare<[], { at: string; device: string; source: string; code: string; bytes: Buffer }>(
    'SELECT at, device, source, code, bytes FROM bad_frame ORDER BY id DESC',
  )
  const count = (): number => Number(meta.read('bad-frames') ?? 0)
  const met = new Set<string>()

  return {
    add: database.transaction(({ at, device, source, code, bytes }: BadFrame) => {
      const kept = Buffer.from(bytes.subarray(0, KEPT_BYTES))
      const { lastInsertRowid } = insert.run(isoTime(at), device, source, code, kept)
      trim.run(Number(lastInsertRowid) - KEPT_FRAMES)
      meta.write('bad-frames', String(count() + 1))
      const key = `${device} ${code}`
      const first = !met.has(key) && met.size < REMEMBERED
      if (first) met.add(key)
      return { first }
    }),
    count,
    list: () => select.all().map((row) => ({ ...row, at: Date.parse(row.at) })),
  }
}
