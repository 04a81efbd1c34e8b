import { KotisiltaError, ROLES, type Role, systemClock } from '@kotisilta/contract'
import { openDatabase, staffStore } from '@kotisilta/server'
import { Command, Option } from 'commander'
import { dataDir, fail, readStdin } from '../surroundings.ts'

interface AddOptions {
  username: string
  role: Role
  name?: string
  area?: string[]
}

export function command(): Command {
  const user = new Command('user')
  user
    .command('add')
    .description('an account')
    .requiredOption('--username <username>', 'what the person signs in with')
    .addOption(new Option('--role <role>', 'what the person may do').choices(ROLES).makeOptionMandatory())
    .option('--name <name>', 'as shown beside what the person does')
    .option('--area <id...>', 'an area that the person works in, repeatable; without it every area')
    .requiredOption('--password-stdin', 'read the password from standard input (one trailing newline is stripped)')
    .action(async ({ username, role, name, area }: AddOptions) => {
      const password = (await readStdin()).replace(/\r?\n$/, '')
      const database = await openDatabase(dataDir())
      try {
        const added = await staffStore(database.query).add(
          { username, role, name: name ?? username, password, areas: area },
          systemClock.now(),
        )
        process.stdout.write(`${JSON.stringify({ id: added.id, username, role })}\n`)
      } catch (error) {
        if (!(error instanceof KotisiltaError)) throw error
        fail(`${error.code}: ${error.message}`)
      } finally {
        await database.close()
      }
    })
  return user
}
