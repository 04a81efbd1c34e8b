import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isoTime, type Milliseconds } from '@kotisilta/contract'
import type { Database as Sqlite } from 'better-sqlite3'
import { type Anchor, hex, type LogFault } from './verify.ts'

const KEY_FILE = 'access-log.key'
/** How the log ended a moment ago. */
const HEAD_FILE = 'access-log.head'
/** One line an hour: what had been written then cannot be written anew unnoticed. */
const ANCHORS_FILE = 'access-log.anchors'
const HOUR = 3_600_000

const mac = (key: Buffer, { count, hash, at }: Anchor & { at: string }): string =>
  createHmac('sha256', key).update(`${count} ${hash} ${at}`).digest('hex')

/**
 * Remembers outside the database how the access log ends, signed with a key of its own file: whoever can change the
 * database alone can then neither cut the log short nor write it anew. Off the way of any request.
 */
export function startAnchors(dataDir: string, sqlite: Sqlite) {
  const last = sqlite.prepare<[], { id: number; hash: Uint8Array }>(
    'select id, hash from access_log order by id desc limit 1',
  )
  const key = keyOf(dataDir)
  let noted = 0
  let anchored = 0
  return {
    /** @returns the anchor, when an hourly one was due: to be told to a log that is kept elsewhere */
    note(now: Milliseconds): Anchor | undefined {
      const row = last.get()
      if (row === undefined || row.id === noted) return undefined
      const anchor = { count: row.id, hash: hex(row.hash), at: isoTime(now) }
      const line = `${JSON.stringify({ ...anchor, mac: mac(key, anchor) })}\n`
      const head = join(dataDir, HEAD_FILE)
      writeFileSync(`${head}.new`, line, { mode: 0o600 })
      renameSync(`${head}.new`, head)
      noted = row.id
      if (now - anchored < HOUR) return undefined
      anchored = now
      appendFileSync(join(dataDir, ANCHORS_FILE), line, { mode: 0o600, flush: true })
      return anchor
    },
  }
}

/** What was remembered; an anchor whose signature is not ours is a fault. */
export function readAnchors(dataDir: string): { anchors: Anchor[]; faults: LogFault[] } {
  const anchors: Anchor[] = []
  const faults: LogFault[] = []
  const lines = [ANCHORS_FILE, HEAD_FILE]
    .map((name) => join(dataDir, name))
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .filter((line) => line !== '')
  const key = lines.length === 0 ? undefined : keyOf(dataDir)
  for (const line of lines) {
    const anchor = parsed(line)
    const signed = anchor && key && Buffer.from(mac(key, anchor))
    const offered = Buffer.from(anchor?.mac ?? '')
    if (anchor === undefined || signed?.length !== offered.length || !timingSafeEqual(signed, offered)) {
      faults.push({ code: 'anchor-forged', entry: anchor?.count ?? 0 })
    } else {
      anchors.push({ count: anchor.count, hash: anchor.hash })
    }
  }
  return { anchors, faults }
}

function keyOf(dataDir: string): Buffer {
  const file = join(dataDir, KEY_FILE)
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flush: true })
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
}

function parsed(line: string): (Anchor & { at: string; mac: string }) | undefined {
  try {
    const { count, hash, at, mac: signature } = JSON.parse(line) as Record<string, unknown>
    if (typeof count !== 'number' || typeof hash !== 'string') return undefined
    return { count, hash, at: String(at), mac: String(signature) }
  } catch {
    return undefined
  }
}
