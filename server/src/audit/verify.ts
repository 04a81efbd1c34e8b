import { type ChainedEntry, entryHash, FIRST_HASH } from './chain.ts'

/** What somebody outside the log remembers of it: how many entries there had been, and the hash of the last of them. */
export interface Anchor {
  count: number
  hash: string
}

/** `entry-changed`: it, or one before it, is not what was written. `tail-missing`: an anchor knows of later entries. */
const LOG_FAULTS = [
  'entry-changed',
  'entry-missing',
  'start-changed',
  'tail-missing',
  'anchor-differs',
  'anchor-forged',
  'expiry-unknown',
] as const
export interface LogFault {
  code: (typeof LOG_FAULTS)[number]
  /** Number of the entry. */
  entry: number
}

export interface LogReport {
  entries: number
  /** Numbers of the first and the last entry; 0 if there is none. */
  first: number
  last: number
  /** Hash of the last, in hex: to be kept elsewhere. */
  head: string
  /** Up to this number entries were removed because their time was over. */
  expiredThrough: number
  faults: LogFault[]
}

export type StoredEntry = ChainedEntry & { hash: Uint8Array }
export interface StoredLog {
  start: Uint8Array
  /** Where the entries that are still there begin; undefined: with the first. */
  checkpoint: { id: number; hash: Uint8Array } | undefined
  entries: Iterable<StoredEntry>
}

/** The entry that tells of a removal names its end. */
export const expiryDetail = (id: number, hash: Uint8Array): string => `${id} ${hex(hash)}`
export const EXPIRED = 'access-log-expired'
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Goes through the whole log and finds any change, gap or reordering, and against anchors a missing tail or a rewriting. */
export function verifyLog({ start, checkpoint, entries }: StoredLog, anchors: readonly Anchor[]): LogReport {
  const faults: LogFault[] = []
  if (hex(start) !== hex(FIRST_HASH)) faults.push({ code: 'start-changed', entry: 0 })
  const remembered = Map.groupBy(anchors, ({ count }) => count)
  const through = checkpoint?.id ?? 0
  let expiryTold = checkpoint === undefined
  let previous = { id: through, hash: checkpoint?.hash ?? FIRST_HASH }
  let count = 0
  let first = 0
  const compare = (id: number, hash: Uint8Array) => {
    for (const anchor of remembered.get(id) ?? []) {
      if (anchor.hash !== hex(hash)) faults.push({ code: 'anchor-differs', entry: id })
    }
  }
  if (checkpoint !== undefined) compare(checkpoint.id, checkpoint.hash)
  for (const { hash, ...entry } of entries) {
    if (count++ === 0) first = entry.id
    if (entry.id !== previous.id + 1) faults.push({ code: 'entry-missing', entry: previous.id + 1 })
    if (hex(entryHash(previous.hash, entry)) !== hex(hash)) faults.push({ code: 'entry-changed', entry: entry.id })
    compare(entry.id, hash)
    if (checkpoint !== undefined && entry.action === EXPIRED) {
      expiryTold ||= entry.detail === expiryDetail(checkpoint.id, checkpoint.hash)
    }
    previous = { id: entry.id, hash }
  }
  if (!expiryTold) faults.push({ code: 'expiry-unknown', entry: through })
  if (anchors.some((anchor) => anchor.count > previous.id))
    faults.push({ code: 'tail-missing', entry: previous.id + 1 })
  return { entries: count, first, last: previous.id, head: hex(previous.hash), expiredThrough: through, faults }
}
