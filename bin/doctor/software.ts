import { existsSync } from 'node:fs'
import { release } from 'node:os'
import { fileURLToPath } from 'node:url'
import { VERSION } from '../version.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const LEAST_NODE = 24

export function softwareFindings(node: string): Finding[] {
  const built = existsSync(fileURLToPath(new URL('../../dashboard/dist/index.html', import.meta.url)))
  return [
    Number(node.split('.')[0]) >= LEAST_NODE
      ? ok('versions', `Kotisilta ${VERSION}, Node ${node}, Linux ${release()}`)
      : fault('versions', `Node ${node} is too old`, `Install Node ${LEAST_NODE} or newer.`),
    built ? ok('dashboard', 'built') : warning('dashboard', 'not built', 'Run: npm run build'),
  ]
}
