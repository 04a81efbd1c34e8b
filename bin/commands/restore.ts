import { KotisiltaError, systemClock } from '@kotisilta/contract'
import { Command } from 'commander'
import { restoreBackup } from '../backup/restore.ts'
import { type KeyOptions, openWith } from '../backup/secret.ts'
import { dataDir, fail } from '../surroundings.ts'

interface Options extends KeyOptions {
  from: string
  force: boolean
  verifyOnly: boolean
  revocations?: string
}

export function command(): Command {
  return new Command('restore')
    .requiredOption('--from <file>', 'a backup')
    .option('--identity-file <file>', 'a file with the secret age key')
    .option('--passphrase-file <file>', 'or a file with the passphrase')
    .option('--verify-only', 'open it and look at all of it; change nothing', false)
    .option('--force', 'where there is a database already: put it aside', false)
    .option('--revocations <file>', 'a copy of revocations.ndjson that was kept on another machine')
    .action(async ({ from, force, verifyOnly, revocations, ...key }: Options) => {
      try {
        const { manifest, setAside } = await restoreBackup(
          from,
          dataDir(),
          openWith(key),
          { force, verifyOnly, revocations },
          systemClock.now(),
        )
        const { takenAt, version, rows, files } = manifest
        process.stdout.write(
          `${JSON.stringify({ restored: !verifyOnly, takenAt, version, sha256: files[0]?.sha256, rows, setAside })}\n`,
        )
      } catch (error) {
        fail(error instanceof KotisiltaError ? `${error.code}: ${error.message}` : (error as Error).message)
      }
    })
}
