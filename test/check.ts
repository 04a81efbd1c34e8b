/** `npm run check`: types, style, boundaries, dead code. Every tool has to have seen files. */
import { spawnSync } from 'node:child_process'

interface Check {
  name: string
  command: [string, ...string[]]
  /** What the output has to say for the check to have looked at anything. */
  saw: RegExp
}

const CHECKS: Check[] = [
  { name: 'types', command: ['tsc', '-p', '.', '--listFilesOnly'], saw: /server\/src\/hub\.ts/ },
  { name: 'types', command: ['tsc', '-p', '.'], saw: /^/ },
  { name: 'dashboard types', command: ['tsc', '-p', 'dashboard'], saw: /^/ },
  { name: 'style', command: ['biome', 'check', '--error-on-warnings', '.'], saw: /Checked \d{3,} files/ },
  {
    name: 'boundaries',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.cjs',
      'contract',
      'device-profiles',
      'gateway',
      'server',
      'dashboard/src',
      'simulators',
      'bin',
      'test',
      'bench',
    ],
    saw: /no dependency violations found \(\d{3,} modules/,
  },
  { name: 'dead code', command: ['knip'], saw: /^/ },
]

let failed = 0
for (const { name, command, saw } of CHECKS) {
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${command[0]}`, command.slice(1), {
    encoding: 'utf8',
  })
  const output = `${stdout}${stderr}`
  if (status === 0 && saw.test(output)) {
    console.log(`✓ ${name}`)
    continue
  }
  failed++
  console.error(`✗ ${name} (${command.join(' ')})\n${status === 0 ? 'it saw no files\n' : ''}${output}`)
}
process.exit(failed === 0 ? 0 : 1)
