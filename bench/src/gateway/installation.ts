import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')

/** Installs the gateway in a folder as it is installed in a home: the bundle that ships, behind `launch`. Returns the command that runs it. */
export function installGateway(folder: string): readonly string[] {
  const release = join(folder, 'releases/bench')
  mkdirSync(release, { recursive: true })
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'tools/bundle-gateway.ts'), release], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  symlinkSync('releases/bench', join(folder, 'current'))
  symlinkSync(process.execPath, join(folder, 'node'))
  const launch = join(folder, 'launch')
  copyFileSync(join(ROOT, 'gateway/ship/launch'), launch)
  chmodSync(launch, 0o755)
  return [launch, 'run']
}
