/** `npm run faults [-- --full]`: the faults alone; with `--full` as often as an operator would want before trusting it. */
import { spawnSync } from 'node:child_process'

const full = process.argv.includes('--full')
const { status } = spawnSync(
  'node_modules/.bin/vitest',
  ['run', '--project', 'faults', ...(full ? ['--testTimeout', '3600000'] : [])],
  {
    stdio: 'inherit',
    env: { ...process.env, KOTISILTA_FAULTS: full ? 'full' : 'usual' },
  },
)
process.exit(status ?? 1)
