import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { KotisiltaError } from '@kotisilta/contract'

/** Writes a file that its owner alone can read: whole or not at all, whatever happens to the power. */
export function writeSecret(file: string, content: string): void {
  const beside = `${file}.new`
  const descriptor = openSync(beside, 'w', 0o600)
  try {
    writeSync(descriptor, content)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(beside, file)
}

/**
 * What a file of JSON with secrets in it holds. What V8 says of broken JSON quotes what stands there, which may be a
 * password: of that only the place goes on.
 * @throws KotisiltaError `configuration-invalid`
 */
export function readSecretJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new KotisiltaError('configuration-invalid', `${file}: ${reasonOf(error as Error)}`)
  }
}

function reasonOf(error: Error): string {
  if (!(error instanceof SyntaxError)) return error.message
  const place = /line \d+ column \d+/.exec(error.message)?.[0]
  return place === undefined ? 'it is not JSON' : `it is not JSON (${place})`
}
