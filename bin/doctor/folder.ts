import { existsSync, readdirSync, statSync } from 'node:fs'
import { type Finding, fault, ok, warning } from './finding.ts'

/** The data folder: there, ours alone, and without what an interrupted backup left unencrypted. */
export function folderFindings(dataDir: string): Finding[] {
  if (!existsSync(dataDir)) {
    return [
      fault(
        'data folder',
        `${dataDir} is not there`,
        'Set KOTISILTA_DATA_DIR to the right folder, or start the server once.',
      ),
    ]
  }
  const { mode, uid } = statSync(dataDir)
  const findings = [
    (mode & 0o077) === 0
      ? ok('permissions', 'only its owner may enter the data folder')
      : fault('permissions', 'others than its owner may enter the data folder', `Run: chmod 700 ${dataDir}`),
  ]
  if (process.getuid !== undefined && process.getuid() !== 0 && uid !== process.getuid()) {
    findings.push(
      fault(
        'owner',
        'the data folder belongs to another user',
        'Run this as the user that runs the server, or chown it.',
      ),
    )
  }
  const open = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /(^|\/)[^/]*(key|secret|token|\.pem)[^/]*$/i.test(name) && isOpen(`${dataDir}/${name}`),
  )
  for (const name of open) {
    findings.push(fault('secrets', `${name} can be read by others`, `Run: chmod 600 ${dataDir}/${name}`))
  }
  for (const name of readdirSync(dataDir).filter((name) => /^\.(backup|restore)-/.test(name))) {
    findings.push(
      warning(
        'left over',
        `${name} was left by a backup or restore that was interrupted; it holds data that is not encrypted`,
        `When none is running: rm -r ${dataDir}/${name}`,
      ),
    )
  }
  return findings
}

function isOpen(path: string): boolean {
  const { mode } = statSync(path)
  return (mode & 0o044) !== 0 && statSync(path).isFile() && !/\.(crt|pub)$|cert/i.test(path)
}
