import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const WORKSPACES = ['contract', 'device-profiles', 'gateway', 'server', 'simulators', 'dashboard']
const COPIED = [...WORKSPACES.slice(0, 5), 'bin', 'docs', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts']

/** The commands of the guide, each block one script. */
const blocks = [
  ...readFileSync(join(ROOT, 'docs/adding-a-device.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map(([, script]) => script ?? '')

let folder = ''

/** An empty folder with a copy of the repository in it: packages are shared, workspaces are its own. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-adding-'))
  for (const name of COPIED) {
    cpSync(join(ROOT, name), join(folder, name), {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist|data)$/.test(path),
    })
  }
  const [shared, own] = [join(ROOT, 'node_modules'), join(folder, 'node_modules')]
  mkdirSync(join(own, '@kotisilta'), { recursive: true })
  for (const name of readdirSync(shared)) if (name !== '@kotisilta') symlinkSync(join(shared, name), join(own, name))
  for (const name of WORKSPACES) symlinkSync(join(folder, name), join(own, '@kotisilta', name))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the commands of the guide add a device, from the first look at a frame to the list of devices', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(6)
  const outputs = blocks.map((script) => {
    const run = spawnSync('sh', ['-e'], {
      cwd: folder,
      input: script,
      encoding: 'utf8',
      env: { ...process.env, CI: '1', NO_COLOR: '1' },
    })
    expect(run.status, `${script}\n${run.stdout}\n${run.stderr}`).toBe(0)
    return run.stdout
  })
  const [looked] = outputs
  expect(looked).toMatch(/weight +70 kg/)
  expect(looked).toContain('"kind":"body-weight","value":70')
  const tried = outputs.find((output) => output.includes('"systolic":120'))
  expect(tried).toMatch(/Test Files +2 passed/)
  expect(outputs.at(-1)).toContain('| Example | Cuff 1 |')
})
