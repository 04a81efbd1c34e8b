import { type HomeCommand, homeCommandSchema, type ReadingKind } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const commandsOf = (patient: string) => `/api/v1/patients/${encodeURIComponent(patient)}/commands`

/** What a person is asked: to measure something again, or how they are. */
export type Question = { measure: ReadingKind } | { ask: 'are-you-well' | 'have-you-fallen' }

/** What was asked of somebody's home, the newest first. */
export const getCommands = (patient: string): Promise<HomeCommand[]> =>
  request(commandsOf(patient), homeCommandSchema.array())

export function askAtHome(patient: string, question: Question): Promise<HomeCommand> {
  const body =
    'measure' in question
      ? { command: 'measure-again', args: { kind: question.measure } }
      : { command: 'ask', args: { question: question.ask } }
  return request(commandsOf(patient), homeCommandSchema, { method: 'POST', body })
}
