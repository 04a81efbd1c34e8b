import { existsSync } from 'node:fs'
import { type KotisiltaError, systemClock } from '@kotisilta/contract'
import { tellFindings } from '@kotisilta/gateway'
import { serverConfig } from '@kotisilta/server'
import { Command } from 'commander'
import { backupFindings } from '../doctor/backups.ts'
import { certificateFindings } from '../doctor/certificates.ts'
import { clockFindings } from '../doctor/clock.ts'
import { databaseFindings } from '../doctor/database.ts'
import { diskFindings } from '../doctor/disk.ts'
import { type Finding, fault, ok } from '../doctor/finding.ts'
import { folderFindings } from '../doctor/folder.ts'
import { softwareFindings } from '../doctor/software.ts'
import { dataDir } from '../surroundings.ts'

const SIGN = { ok: 'ok     ', warning: 'WARNING', fault: 'FAULT  ' } as const

export function command(): Command {
  return new Command('doctor')
    .option('--gateway', 'look at the gateway on this machine, not at the server', false)
    .option('--backups <folder>', 'where backups are put: how old is the newest?')
    .option('--json', 'a line of JSON for each finding', false)
    .action(async ({ backups, gateway, json }: { backups?: string; gateway: boolean; json: boolean }) => {
      if (gateway) {
        process.exitCode = await tellFindings(process.env, json, (text) => process.stdout.write(text))
        return
      }
      const findings = examine(dataDir(), backups)
      for (const finding of findings) process.stdout.write(json ? `${JSON.stringify(finding)}\n` : inWords(finding))
      if (findings.some(({ state }) => state === 'fault')) process.exitCode = 1
    })
}

function examine(folder: string, backups: string | undefined): Finding[] {
  const now = systemClock.now()
  const findings = [...softwareFindings(process.versions.node), configuration(), ...folderFindings(folder)]
  if (!existsSync(folder)) return findings
  const { findings: ofDatabase, lastWritten } = databaseFindings(folder)
  return [
    ...findings,
    ...diskFindings(folder),
    ...clockFindings(now, lastWritten),
    ...ofDatabase,
    ...certificateFindings(folder, now),
    ...backupFindings(backups, now),
  ]
}

function configuration(): Finding {
  try {
    serverConfig(process.env)
    return ok('configuration', 'the server would start with it')
  } catch (error) {
    return fault('configuration', (error as KotisiltaError).message, 'See docs/operations.md for each variable.')
  }
}

const inWords = ({ check, state, says, remedy }: Finding): string =>
  `${SIGN[state]} ${check}: ${says}\n${remedy === undefined ? '' : `        -> ${remedy}\n`}`
