import { CONSCIOUSNESS_LEVELS } from '@kotisilta/contract'
import { type News2Input, news2 } from '@kotisilta/server/detection'
import { Command } from 'commander'
import { linesOf, writerTo } from '../lines.ts'

const HELP = `
Input:  {"respiratoryRate":18,"spo2":95,"spo2Scale":1,"supplementalOxygen":false,"systolic":120,"pulse":80,
         "consciousness":"A","temperature":37.0}
Any field may be absent: nothing is assumed, and "min" and "max" say what is possible. A line that cannot be scored
gives {"error":"..."} and the rest goes on. NEWS2: Royal College of Physicians, 2017.`

/** `kotisilta news2`: a score for each line of standard input. */
export function command(): Command {
  return new Command('news2').addHelpText('after', HELP).action(async () => {
    const write = writerTo(process.stdout)
    for await (const lines of linesOf(process.stdin)) await write(lines.map((line) => `${answer(line)}\n`).join(''))
  })
}

function answer(line: string): string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return refused('the line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused('the line is not a JSON object')
  const fields = value as Record<string, unknown>
  for (const [field, { fits, should }] of Object.entries(FIELDS)) {
    if (fields[field] !== undefined && !fits(fields[field])) return refused(`${field} is not ${should}`)
  }
  return JSON.stringify(news2(fields as News2Input))
}

const refused = (error: string): string => JSON.stringify({ error })

const NUMBER = { fits: (value: unknown) => Number.isFinite(value), should: 'a number' }

const FIELDS: Readonly<Record<keyof News2Input, { fits: (value: unknown) => boolean; should: string }>> = {
  respiratoryRate: NUMBER,
  spo2: NUMBER,
  spo2Scale: { fits: (value) => value === 1 || value === 2, should: '1 or 2' },
  supplementalOxygen: { fits: (value) => typeof value === 'boolean', should: 'true or false' },
  systolic: NUMBER,
  pulse: NUMBER,
  consciousness: {
    fits: (value) => CONSCIOUSNESS_LEVELS.some((level) => level === value),
    should: `one of ${CONSCIOUSNESS_LEVELS.join(', ')}`,
  },
  temperature: NUMBER,
}
