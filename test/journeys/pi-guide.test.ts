import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const guide = readFileSync(join(REPOSITORY, 'docs/gateway-on-a-pi.md'), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'kotisilta-pi-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the guide for a Pi does in an empty folder what it says', () => {
  const blocks = [...guide.matchAll(/```sh run\n([\s\S]*?)```/g)].map(([, commands]) => commands as string)
  expect(blocks.length).toBeGreaterThan(3)
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\necho "systemctl $*"\n')
  chmodSync(join(bin, 'systemctl'), 0o755)
  const work = join(folder, 'work')
  mkdirSync(work)
  const prefix = join(folder, 'pi')
  const { status, stdout, stderr } = spawnSync('sh', ['-eu', '-c', blocks.join('\n')], {
    cwd: work,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
      KOTISILTA_NODE: process.execPath,
      REPOSITORY,
      PREFIX: prefix,
    },
  })
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('systemctl enable kotisilta-gateway.service')
  expect(stdout.trim().endsWith('0.1.0'), stdout).toBe(true)
  const unit = readFileSync(join(prefix, 'etc/systemd/system/kotisilta-gateway.service'), 'utf8')
  for (const line of ['Type=notify', 'WatchdogSec=60', 'Restart=always', 'NotifyAccess=all'])
    expect(unit).toContain(line)
  expect(existsSync(join(prefix, 'opt/kotisilta/release-key.pem'))).toBe(true)
  expect(statSync(join(prefix, 'var/lib/kotisilta')).mode & 0o777).toBe(0o700)
}, 60_000)
