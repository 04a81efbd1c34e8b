import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../command/commands.ts'
import type { Installation } from './installation.ts'
import { isFile, signedManifest } from './manifest.ts'

export interface UpdatePorts {
  readonly installation: Installation
  /** ed25519, PEM. */
  readonly publicKey: string
  /** @throws when it cannot be had */
  fetch(url: string): Promise<Uint8Array>
}

/** Downloads are bounded: a release is some megabytes. */
const PATIENCE = 10 * 60_000

export async function fetchRelease(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) })
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * Fetches a release, and has the next start be with it, on trial. Nothing that is not signed, or not as it was signed, is ever put where
 * it could be started. Killed at any moment, the gateway starts with what it had, or with the whole new release on trial.
 */
export async function update(
  { installation, publicKey, fetch }: UpdatePorts,
  version: string,
  from: string,
  command: string,
): Promise<Outcome> {
  if (installation.current() === version) return { status: 'done', code: 'updated' }
  const at = (name: string): string => `${from.replace(/\/$/, '')}/${name}`
  let bytes: Uint8Array
  let signature: string
  try {
    bytes = await fetch(at('manifest.json'))
    signature = Buffer.from(await fetch(at('manifest.sig'))).toString()
  } catch {
    return { status: 'failed', code: 'release-unreachable' }
  }
  const manifest = signedManifest(bytes, signature, publicKey)
  // An older release that was once signed is no update to what was asked for.
  if (manifest === undefined || manifest.version !== version) return { status: 'failed', code: 'release-not-signed' }
  const folder = installation.staging(version)
  for (const file of manifest.files) {
    let content: Uint8Array
    try {
      content = await fetch(at(file.name))
    } catch {
      return { status: 'failed', code: 'release-unreachable' }
    }
    if (!isFile(content, file)) return { status: 'failed', code: 'release-damaged' }
    writeSafely(join(folder, file.name), content)
  }
  writeFileSync(join(folder, 'manifest.sig'), signature)
  writeSafely(join(folder, 'manifest.json'), bytes)
  installation.keep(version)
  installation.trial(version, command)
  return { status: 'accepted', code: 'update-begun' }
}

function writeSafely(path: string, content: Uint8Array): void {
  const file = openSync(path, 'w', 0o644)
  try {
    writeSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
