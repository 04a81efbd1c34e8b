import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Builds a release of the gateway, signed with a key. */
export function bundle(out: string, version: string, key: string): void {
  const args = [join(ROOT, 'tools/bundle-gateway.ts'), out, '--version', version, '--key', key]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** A gateway as `install.sh` installs it, below a folder of the test's, with a stand-in for systemd that starts it whenever it ends. */
export class InstalledGateway {
  readonly prefix = mkdtempSync(join(tmpdir(), 'kotisilta-installed-'))
  readonly starts: string[] = []
  readonly systemctl: string[] = []
  #environment: Record<string, string> = {}
  #child: ChildProcess | undefined
  #wanted = false
  log = ''

  static install(release: string, publicKey: string): InstalledGateway {
    const installed = new InstalledGateway()
    const ship = join(installed.prefix, 'ship')
    cpSync(join(ROOT, 'gateway/ship'), ship, { recursive: true })
    writeFileSync(join(ship, 'release-key.pem'), publicKey)
    const bin = join(installed.prefix, 'bin')
    mkdirSync(bin)
    const said = join(installed.prefix, 'systemctl.log')
    writeFileSync(join(bin, 'systemctl'), `#!/bin/sh\necho "$@" >> ${said}\n`)
    chmodSync(join(bin, 'systemctl'), 0o755)
    const { status, stderr } = spawnSync(join(ship, 'install.sh'), ['--root', installed.prefix, release], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}`, KOTISILTA_NODE: process.execPath },
    })
    if (status !== 0) throw new Error(stderr)
    installed.systemctl.push(...readFileSync(said, 'utf8').trim().split('\n'))
    return installed
  }

  get opt(): string {
    return join(this.prefix, 'opt/kotisilta')
  }
  get dataDir(): string {
    return join(this.prefix, 'var/lib/kotisilta')
  }
  get version(): string {
    return basename(readlinkSync(join(this.opt, 'current')))
  }

  start(environment: Record<string, string>): void {
    this.#environment = environment
    this.#wanted = true
    this.#run()
  }

  #run(): void {
    const child = spawn(join(this.opt, 'launch'), ['run'], {
      env: { ...process.env, KOTISILTA_DATA_DIR: this.dataDir, ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#child = child
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log += text
    })
    child.once('exit', () => {
      this.#child = undefined
      if (this.#wanted) setTimeout(() => this.#wanted && this.#run(), 200)
    })
    this.starts.push(this.version)
  }

  /** Power off; systemd starts it again. */
  kill(): void {
    this.#child?.kill('SIGKILL')
  }

  async close(): Promise<void> {
    this.#wanted = false
    const child = this.#child
    if (child !== undefined) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
    rmSync(this.prefix, { recursive: true, force: true })
  }
}
