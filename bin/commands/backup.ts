import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { KotisiltaError, systemClock } from '@kotisilta/contract'
import { noteBackup } from '@kotisilta/server'
import { Command, InvalidArgumentError } from 'commander'
import { backupName, keepNewest } from '../backup/retention.ts'
import { type LockOptions, lockWith } from '../backup/secret.ts'
import { takeBackup } from '../backup/take.ts'
import { dataDir, fail } from '../surroundings.ts'
import { VERSION } from '../version.ts'

interface Options extends LockOptions {
  out?: string
  folder?: string
  keep?: number
}

export function command(): Command {
  return new Command('backup')
    .option('--out <file>', 'the file to write; it must not be there yet')
    .option('--folder <folder>', 'or a folder, where it is named by its time')
    .option('--keep <n>', 'with --folder: remove all but the newest n', whole)
    .option('--recipient <age1...>', 'an age public key; may be said more than once', (each, all: string[] = []) => [
      ...all,
      each,
    ])
    .option('--passphrase-file <file>', 'or a file with a passphrase, readable by its owner alone')
    .action(async ({ out, folder, keep, ...lock }: Options) => {
      if ((out === undefined) === (folder === undefined)) return fail('say either --out FILE or --folder FOLDER')
      if (keep !== undefined && folder === undefined) return fail('--keep goes with --folder')
      try {
        const now = systemClock.now()
        const encrypter = lockWith(lock)
        if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 })
        const file = out ?? join(folder as string, backupName(now))
        if (existsSync(file)) return fail(`${file} is there already; nothing was written`)
        const { files, rows } = await takeBackup(dataDir(), file, encrypter, VERSION, now)
        noteBackup(dataDir(), null, now)
        const removed = folder === undefined || keep === undefined ? [] : keepNewest(folder, keep)
        process.stdout.write(
          `${JSON.stringify({ file, files: files.length, sha256: files[0]?.sha256, rows, removed: removed.length })}\n`,
        )
      } catch (error) {
        noteFailure(error)
        fail(error instanceof KotisiltaError ? `${error.code}: ${error.message}` : (error as Error).message)
      }
    })
}

/** The server tells a technician; that it cannot be told is told here, with the rest. */
function noteFailure(error: unknown): void {
  try {
    const { code } = error as { code?: unknown }
    noteBackup(dataDir(), typeof code === 'string' ? code : 'backup-failed', systemClock.now())
  } catch (unwritten) {
    process.stderr.write(`${(unwritten as Error).message}\n`)
  }
}

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1')
  return number
}
