import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'

/**
 * A gateway as it is installed: `releases/<version>/`, `current` (a link to one of them) and `launch`, which starts it. While a new release
 * has not shown that it works, `pending` says what to go back to; `launch` goes back after two starts without that word.
 */
export interface Installation {
  /** The version that runs by the link. */
  current(): string
  /** Where a release is put together before it counts. */
  staging(version: string): string
  /** What was put together counts from now on. */
  keep(version: string): void
  has(version: string): boolean
  /** The next start is with this release, on trial. `command`: what is to be answered when it is over. */
  trial(version: string, command: string): void
  /** The release on trial. */
  pending(): Pending | undefined
  /** It works: no way back is kept. */
  proven(): void
  /** What was gone back from, once. */
  takeRolledBack(): Pending | undefined
}

/** One line each, because `launch` reads it too: from, to, command. */
type Pending = z.infer<typeof pendingSchema>
const pendingSchema = z.object({ from: z.string(), to: z.string(), command: z.string() })

export function installationAt(root: string): Installation | undefined {
  const current = join(root, 'current')
  if (!existsSync(current)) return undefined
  const release = (version: string): string => join(root, 'releases', version)
  const staging = (version: string): string => join(root, 'releases', `.${version}`)

  /** In one step: there is no moment in which there is none. */
  function put(path: string, make: (temporary: string) => void): void {
    const temporary = `${path}.new`
    rmSync(temporary, { force: true })
    make(temporary)
    renameSync(temporary, path)
  }
  function read(name: string): Pending | undefined {
    const file = join(root, name)
    if (!existsSync(file)) return undefined
    const [from, to, command] = readFileSync(file, 'utf8').split('\n')
    return pendingSchema.safeParse({ from, to, command }).data
  }
  const currentVersion = (): string => basename(readlinkSync(current))

  return {
    current: currentVersion,
    staging(version) {
      rmSync(staging(version), { recursive: true, force: true })
      mkdirSync(staging(version), { recursive: true })
      return staging(version)
    },
    keep(version) {
      rmSync(release(version), { recursive: true, force: true })
      renameSync(staging(version), release(version))
    },
    has: (version) => existsSync(join(release(version), 'manifest.json')),
    trial(version, command) {
      const lines = [currentVersion(), version, command, '']
      rmSync(join(root, 'attempts'), { force: true })
      // First the way back, then the step: killed between the two, the old one starts and finds itself on trial, which it passes.
      put(join(root, 'pending'), (path) => writeFileSync(path, lines.join('\n')))
      put(current, (path) => symlinkSync(join('releases', version), path))
    },
    pending: () => read('pending'),
    proven() {
      for (const name of ['pending', 'attempts']) rmSync(join(root, name), { force: true })
    },
    takeRolledBack() {
      const back = read('rolled-back')
      rmSync(join(root, 'rolled-back'), { force: true })
      return back
    },
  }
}
