import {
  closeSync,
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGzip } from 'node:zlib'
import { isoTime, type Milliseconds } from '@kotisilta/contract'
import { inspectDatabase, REVOCATIONS_FILE, takeSnapshot } from '@kotisilta/server'
import type { Encrypter } from 'age-encryption'
import { pack } from 'tar-stream'
import { fileHash } from './file-hash.ts'
import { DATABASE, MANIFEST, type Manifest } from './manifest.ts'
import { filesBeside } from './which-files.ts'

interface Source {
  name: string
  path: string
  size: number
}

/**
 * Writes everything of a data folder, as it is at one moment, into one encrypted file: age around gzip around tar, so
 * that it can be opened without us too. A server on the folder goes on. The file appears only when it is whole.
 * @throws KotisiltaError `database-unreadable`, `database-damaged`
 */
export async function takeBackup(
  dataDir: string,
  out: string,
  lock: Encrypter,
  version: string,
  now: Milliseconds,
): Promise<Manifest> {
  // In the data folder, so that what is not encrypted yet lies nowhere else.
  const workspace = mkdtempSync(join(dataDir, '.backup-'))
  const unfinished = `${out}.unfinished`
  try {
    const snapshot = join(workspace, DATABASE)
    await takeSnapshot(dataDir, snapshot)
    const rows = inspectDatabase(snapshot)
    const sources: Source[] = [
      { name: DATABASE, path: snapshot, size: statSync(snapshot).size },
      ...heldStill(filesBeside(dataDir), join(workspace, 'beside')),
    ]
    const files = []
    for (const { name, path, size } of sources) files.push({ name, size, sha256: await fileHash(path) })
    const manifest: Manifest = { format: 'kotisilta-backup-1', version, takenAt: isoTime(now), rows, files }

    const encrypted = await lock.encrypt(
      Readable.toWeb(archive(manifest, sources)) as globalThis.ReadableStream<Uint8Array>,
    )
    await pipeline(
      Readable.fromWeb(encrypted as ReadableStream),
      createWriteStream(unfinished, { mode: 0o600, flush: true }),
    )
    renameSync(unfinished, out)
    // Ids and moments only: for whoever restores an older one.
    const revocations = join(dataDir, REVOCATIONS_FILE)
    if (existsSync(revocations)) copyFileSync(revocations, join(dirname(out), REVOCATIONS_FILE))
    syncFolder(dirname(out))
    return manifest
  } finally {
    rmSync(workspace, { recursive: true, force: true })
    rmSync(unfinished, { force: true })
  }
}

/** Copies of them: a server that goes on writes some of them anew while they are read. */
function heldStill(files: readonly Source[], folder: string): Source[] {
  return files.map(({ name, path }) => {
    const copy = join(folder, name)
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 })
    copyFileSync(path, copy)
    return { name, path: copy, size: statSync(copy).size }
  })
}

function archive(manifest: Manifest, sources: readonly Source[]): Readable {
  const tar = pack()
  const gzip = createGzip({ level: 3 })
  const fill = async () => {
    tar.entry({ name: MANIFEST, mode: 0o600 }, JSON.stringify(manifest, null, 2))
    for (const { name, path, size } of sources) {
      await pipeline(createReadStream(path), tar.entry({ name, size, mode: 0o600 }))
    }
    tar.finalize()
  }
  // What goes wrong on the way has to be heard by whoever reads the end of it.
  pipeline(tar, gzip).catch((error: Error) => gzip.destroy(error))
  fill().catch((error: Error) => gzip.destroy(error))
  return gzip
}

/** The name of a file is on the disk only once its folder is. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
