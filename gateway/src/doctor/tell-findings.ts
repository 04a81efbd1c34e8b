import { examine } from './doctor.ts'
import type { Finding } from './finding.ts'

const SIGN = { ok: 'ok     ', warning: 'WARNING', wrong: 'WRONG  ' } as const

/** Tells each finding as it is found. @returns the exit code: 1 if something is wrong */
export async function tellFindings(
  environment: Readonly<Record<string, string | undefined>>,
  json: boolean,
  write: (text: string) => void,
): Promise<number> {
  let code = 0
  for await (const finding of examine(environment)) {
    write(json ? `${JSON.stringify(finding)}\n` : inWords(finding))
    if (finding.state === 'wrong') code = 1
  }
  return code
}

const inWords = ({ check, state, says, next }: Finding): string =>
  `${SIGN[state]} ${check}: ${says}\n${next === undefined ? '' : `        -> ${next}\n`}`
