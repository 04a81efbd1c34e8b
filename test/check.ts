/** `npm run check`: types, style, boundaries, dead code. Every tool has to have seen files. */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { text } from 'node:stream/consumers'

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
async function carryOut({ name, command, saw }: Check): Promise<void> {
  const tool = spawn(`node_modules/.bin/${command[0]}`, command.slice(1))
  const [said, complained, status] = await Promise.all([
    text(tool.stdout),
    text(tool.stderr),
    new Promise<number | null>((resolve, reject) => tool.once('error', reject).once('close', resolve)),
  ])
  const output = `${said}${complained}`
  if (status === 0 && saw.test(output)) {
    console.log(`✓ ${name}`)
    return
  }
  failed++
  console.error(`✗ ${name} (${command.join(' ')})\n${status === 0 ? 'it saw no files\n' : ''}${output}`)
}

// None needs another's answer, and each keeps about one processor busy.
const waiting = [...CHECKS]
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await carryOut(next)
  }),
)
process.exit(failed === 0 ? 0 : 1)
