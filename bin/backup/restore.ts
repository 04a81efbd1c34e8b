import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip } from 'node:zlib'
import { KotisiltaError, type Milliseconds } from '@kotisilta/contract'
import { inspectDatabase, lockFolder, markRestored, REVOCATIONS_FILE, readRevocations } from '@kotisilta/server'
import type { Decrypter } from 'age-encryption'
import { extract } from 'tar-stream'
import { fileHash } from './file-hash.ts'
import { DATABASE, MANIFEST, type Manifest, manifestSchema } from './manifest.ts'
import { syncFolder } from './take.ts'

export interface RestoreOptions {
  /** Puts what is there aside, in `before-restore-<time>`. */
  force: boolean
  /** Only says whether the backup is whole. */
  verifyOnly: boolean
  /** A copy of `revocations.ndjson` that was kept elsewhere. */
  revocations?: string | undefined
}

/**
 * Opens a backup, looks at all of it, and only then puts it in place of what is there.
 * @throws KotisiltaError `backup-unreadable` (wrong key, cut short, changed), `database-damaged`,
 *   `data-folder-not-empty`, `data-folder-in-use`
 */
export async function restoreBackup(
  file: string,
  dataDir: string,
  key: Decrypter,
  { force, verifyOnly, revocations }: RestoreOptions,
  now: Milliseconds,
): Promise<{ manifest: Manifest; setAside?: string }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unlock = verifyOnly ? () => {} : lockFolder(dataDir)
  const workspace = mkdtempSync(join(dataDir, '.restore-'))
  try {
    const occupied = !verifyOnly && existsSync(join(dataDir, DATABASE))
    if (occupied && !force) {
      throw new KotisiltaError(
        'data-folder-not-empty',
        `There is a database in ${dataDir}. Restore into an empty folder, or say --force: what is there is then put aside.`,
      )
    }
    const manifest = await unpack(file, workspace, key)
    inspectDatabase(join(workspace, DATABASE))
    if (verifyOnly) return { manifest }
    const remembered = rememberedRevocations([
      join(dataDir, REVOCATIONS_FILE),
      join(dirname(file), REVOCATIONS_FILE),
      revocations,
    ])
    const setAside = occupied ? putAside(dataDir, now) : undefined
    // What was revoked since is done again by the server that starts on it, before it lets anybody in.
    const kept = keepRevocations(join(workspace, REVOCATIONS_FILE), remembered)
    markRestored(dataDir, manifest.takenAt, now)
    // The database comes last: a folder without it is not one that a server would go on with.
    const names = [...kept, ...manifest.files.map(({ name }) => name).reverse()]
    for (const name of names) {
      mkdirSync(dirname(join(dataDir, name)), { recursive: true, mode: 0o700 })
      renameSync(join(workspace, name), join(dataDir, name))
    }
    syncFolder(dataDir)
    return { manifest, ...(setAside !== undefined && { setAside }) }
  } finally {
    rmSync(workspace, { recursive: true, force: true })
    unlock()
  }
}

/** What is remembered of revocations outside the backup, line by line. */
function rememberedRevocations(files: readonly (string | undefined)[]): string[] {
  return files.flatMap((file) => {
    if (file === undefined) return []
    return readRevocations(file).revocations.map((revocation) => JSON.stringify(revocation))
  })
}

/** Nothing is forgotten, and nothing is twice. @returns the file's name, if there is anything to keep */
function keepRevocations(file: string, remembered: readonly string[]): string[] {
  if (remembered.length === 0) return []
  const lines = [...new Set(remembered)].map((line) => `${line}\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600, flush: true })
  return [REVOCATIONS_FILE]
}

async function unpack(file: string, workspace: string, key: Decrypter): Promise<Manifest> {
  try {
    const plain = await key.decrypt(Readable.toWeb(createReadStream(file)) as globalThis.ReadableStream<Uint8Array>)
    const tar = extract()
    const filling = pipeline(Readable.fromWeb(plain as ReadableStream), createGunzip(), tar)
    filling.catch(() => {})
    let manifest: Manifest | undefined
    const missing = new Set<string>()
    for await (const entry of tar) {
      const { name } = entry.header
      if (manifest === undefined) {
        if (name !== MANIFEST) throw new Error('it does not begin with its manifest')
        manifest = manifestSchema.parse(await json(entry))
        for (const { name } of manifest.files) missing.add(name)
        continue
      }
      if (!missing.delete(name)) throw new Error(`${name} is not in its manifest`)
      const path = join(workspace, name)
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      await pipeline(entry, createWriteStream(path, { mode: 0o600, flush: true }))
    }
    // Only now is the last of it known to be the end that was written.
    await filling
    if (manifest === undefined || missing.size > 0)
      throw new Error(`it lacks ${[...missing].join(', ') || 'everything'}`)
    for (const { name, sha256 } of manifest.files) {
      if ((await fileHash(join(workspace, name))) !== sha256) throw new Error(`${name} is not as it was`)
    }
    return manifest
  } catch (cause) {
    throw new KotisiltaError(
      'backup-unreadable',
      `${file} cannot be restored (${(cause as Error).message}). Either the key is another one, or the file has been cut short or changed: try an older one.`,
      { cause },
    )
  }
}

function putAside(dataDir: string, now: Milliseconds): string {
  const folder = join(dataDir, `before-restore-${new Date(now).toISOString().replaceAll(':', '')}`)
  mkdirSync(folder, { mode: 0o700 })
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('.') || name.startsWith('server.lock') || name.startsWith('before-restore-')) continue
    renameSync(join(dataDir, name), join(folder, name))
  }
  return folder
}
