import { systemClock } from '@kotisilta/contract'
import { eraseExpired, openDatabase } from '@kotisilta/server'
import { Command } from 'commander'
import { dataDir } from '../surroundings.ts'

export function command(): Command {
  return new Command('erase-expired')
    .option('--dry', 'only say who would be erased', false)
    .action(async ({ dry }: { dry: boolean }) => {
      const database = await openDatabase(dataDir())
      try {
        const erased = await eraseExpired(database, systemClock.now(), dry)
        process.stdout.write(`${JSON.stringify({ erased: dry ? 0 : erased.length, expired: erased })}\n`)
      } finally {
        await database.close()
      }
    })
}
