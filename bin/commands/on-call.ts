import { readFileSync } from 'node:fs'
import { KotisiltaError, type Priority, systemClock } from '@kotisilta/contract'
import { applyOnCallFile, onCallFileSchema, onCallLook, openDatabase, wallMoment } from '@kotisilta/server'
import { Command, InvalidArgumentError, Option } from 'commander'
import { dataDir, fail } from '../surroundings.ts'

const WARNED_DAYS = 14

export function command(): Command {
  const onCall = new Command('on-call')
  onCall
    .command('apply')
    .description('areas, schedules and policies from a file, all of them or none: docs/on-call.md')
    .argument('<file.json>', 'people in it are named by what they sign in with')
    .action((path: string) =>
      withDatabase(async (database) => {
        const file = onCallFileSchema.safeParse(jsonOf(path))
        if (!file.success) {
          return fail(file.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
        }
        const now = systemClock.now()
        for (const line of await applyOnCallFile(database, file.data, now)) print(line)
        for (const warning of onCallLook(database).faults(now, WARNED_DAYS)) print({ warning })
      }),
    )
  onCall
    .command('who')
    .description('who is on by each schedule, until when, and who is next')
    .option('--at <moment>', 'as the wall shows it: 2026-11-27T03:00; now without it', wall)
    .action(({ at = systemClock.now() }: { at?: number }) =>
      withDatabase(async (database) => {
        for (const line of onCallLook(database).whoIsOn(at)) print(line)
      }),
    )
  onCall
    .command('called')
    .description('who is called by an alert, step by step')
    .requiredOption('--area <id>', 'where the client lives')
    .addOption(
      new Option('--priority <priority>', 'how urgent it is').choices(['high', 'medium', 'low']).default('high'),
    )
    .option('--at <moment>', 'as the wall shows it: 2026-11-27T03:00; now without it', wall)
    .action(({ area, priority, at = systemClock.now() }: { area: string; priority: Priority; at?: number }) =>
      withDatabase(async (database) => {
        for (const line of onCallLook(database).called(area, priority, at)) print(line)
      }),
    )
  return onCall
}

const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

function wall(text: string): number {
  const at = wallMoment(text)
  if (at === undefined) throw new InvalidArgumentError('a moment as the wall shows it, 2026-11-27T03:00')
  return at
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new KotisiltaError('file-unreadable', `${path}: ${(error as Error).message}`)
  }
}

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
