import { KotisiltaError, ROLES, type Role, systemClock } from '@kotisilta/contract'
import { openDatabase, staffStore, usersFromCommandLine } from '@kotisilta/server'
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
      await withDatabase(async (database) => {
        const added = await staffStore(database.query).add(
          { username, role, name: name ?? username, password, areas: area },
          systemClock.now(),
        )
        print({ id: added.id, username, role })
      })
    })
  user
    .command('list')
    .description('all accounts, one line each')
    .action(() =>
      withDatabase(async (database) => {
        for (const row of await usersFromCommandLine(database).list()) print(row)
      }),
    )
  user
    .command('disable')
    .description('out at once, and not in again')
    .requiredOption('--username <username>', 'whom')
    .action(({ username }: { username: string }) =>
      withDatabase(async (database) => {
        await usersFromCommandLine(database).disable(username, systemClock.now())
        print({ username, disabled: true })
      }),
    )
  user
    .command('reset-password')
    .description('the old password is void; prints a link that works once, for a day, below the dashboard’s address')
    .requiredOption('--username <username>', 'whose')
    .action(({ username }: { username: string }) =>
      withDatabase(async (database) => {
        print({ username, link: await usersFromCommandLine(database).resetPassword(username, systemClock.now()) })
      }),
    )
  return user
}

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

async function withDatabase(
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(dataDir())
  try {
    await work(database)
  } catch (error) {
    if (!(error instanceof KotisiltaError)) throw error
    fail(`${error.code}: ${error.message}`)
  } finally {
    await database.close()
  }
}
