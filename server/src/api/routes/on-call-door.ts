import type { Milliseconds } from '@kotisilta/contract'
import type { FastifyRequest } from 'fastify'
import type { CommandResult } from '../../commit/commands.ts'
import type { RotaChange } from '../../on-call/change/changes.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

/** Whole minutes: a calendar that begins in the middle of a second is the same one. */
export const isoWithoutNoise = (now: Milliseconds): Milliseconds => now - (now % 60_000)

/** Carries out a change of who is on call, if the one who asks may. @throws Problem */
export function onCallDoor({ committer, sessions }: Pick<Services, 'committer' | 'sessions'>) {
  return async (
    request: FastifyRequest,
    action: 'change-on-call' | 'keep-own-shifts' | 'see-on-call',
    change: RotaChange,
  ): Promise<Extract<CommandResult, { done: true }>> => {
    const { id, name, ground } = await permitted(request, sessions, action)
    const result = await committer.run({ type: 'on-call', by: { id, name }, ground, change })
    if (!result.done) throw new Problem(result.code)
    return result
  }
}
