import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that are not ours and not npm's, which some tests need. */
const ENGINES = {
  'dbus-daemon': { programs: ['dbus-daemon'], install: 'sudo apt-get install -y dbus' },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    install: 'sudo apt-get install -y chromium',
  },
} as const

export type Engine = keyof typeof ENGINES

/** Where an engine is, and how to get it if it is not there. */
export function findEngine(name: Engine): { name: Engine; path: string | undefined; install: string } {
  const { programs, install } = ENGINES[name]
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin']
  const path = folders
    .flatMap((folder) => programs.map((program) => join(folder, program)))
    .find((file) => existsSync(file))
  return { name, path, install }
}
