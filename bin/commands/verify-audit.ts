import { verifyAccessLog } from '@kotisilta/server'
import { Command, InvalidArgumentError } from 'commander'
import { dataDir } from '../surroundings.ts'

interface Anchor {
  count: number
  hash: string
}

/** Exit: 0 the log is as it was written, 1 it is not. */
export function command(): Command {
  return new Command('verify-audit')
    .description('whether the access log is as it was written')
    .option('--anchor <count:hash>', 'the end of the log as it was kept elsewhere, repeatable', anchor, [])
    .option('--json', 'the report as one line of JSON')
    .addHelpText(
      'after',
      '\nFinds every changed, missing, added or reordered entry. That the end was cut off, or everything written anew' +
        '\nfrom some entry on, it finds by the anchors beside the database (access-log.head, access-log.anchors) and by' +
        '\nthose given with --anchor. May be run while the server runs.',
    )
    .action(({ anchor: kept, json }: { anchor: Anchor[]; json?: true }) => {
      const report = verifyAccessLog(dataDir(), kept)
      if (json) process.stdout.write(`${JSON.stringify(report)}\n`)
      else process.stdout.write(inWords(report))
      process.exitCode = report.faults.length === 0 ? 0 : 1
    })
}

function inWords(report: ReturnType<typeof verifyAccessLog>): string {
  const { entries, first, last, head, expiredThrough, waiting, setAside, faults } = report
  const lines = [`${entries} entries, ${first} to ${last}`, `head ${last}:${head}`]
  if (expiredThrough > 0) lines.push(`up to ${expiredThrough} removed, their time being over`)
  if (waiting > 0)
    lines.push(`${waiting} more wait in the journal: a running server takes them in with its next commit`)
  if (setAside > 0)
    lines.push(`${setAside} looks could not be taken in: they are in access-log.set-aside, to be read by a human`)
  for (const { code, entry } of faults.slice(0, 20)) lines.push(`FAULT ${code} at entry ${entry}`)
  if (faults.length > 20) lines.push(`and ${faults.length - 20} more`)
  lines.push(faults.length === 0 ? 'the log is as it was written' : 'THE LOG IS NOT AS IT WAS WRITTEN')
  return `${lines.join('\n')}\n`
}

function anchor(text: string, before: Anchor[]): Anchor[] {
  const match = /^(\d+):([0-9a-f]{64})$/.exec(text)
  if (match === null) throw new InvalidArgumentError('count:hash, as a verification prints it behind "head"')
  return [...before, { count: Number(match[1]), hash: match[2] as string }]
}
