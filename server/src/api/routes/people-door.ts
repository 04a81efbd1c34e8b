import type { FastifyRequest } from 'fastify'
import type { CommandResult } from '../../commit/commands.ts'
import type { PeopleCommand } from '../../people/commands.ts'
import type { PatientAction } from '../../policy/table.ts'
import { type Permitted, permitted } from '../guard.ts'
import { look } from '../looks.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

type Doing = PeopleCommand extends infer Each ? (Each extends PeopleCommand ? Omit<Each, 'type' | 'by'> : never) : never

/** What the routes about people have in common. */
export function peopleDoor({ committer, sessions }: Pick<Services, 'committer' | 'sessions'>) {
  return {
    asked: (request: FastifyRequest, patient: string, action: PatientAction): Promise<Permitted> =>
      permitted(request, sessions, action, { patient }),

    /** Checks, and writes down the look, before anything is read. */
    async looked(
      request: FastifyRequest,
      patient: string,
      as: string,
      action: PatientAction = 'see-patients',
    ): Promise<Permitted> {
      const staff = await permitted(request, sessions, action, { patient })
      await look(request, committer, { staff: staff.id, patient, action: as, ground: staff.ground })
      return staff
    },

    /** @throws Problem with what the command was refused with */
    async run({ id, name, ground }: Permitted, doing: Doing): Promise<CommandResult & { done: true }> {
      const command = { type: 'people', by: { id, name }, ground, ...doing } as PeopleCommand
      const result = await committer.run(command)
      if (!result.done) throw new Problem(result.code)
      return result
    },
  }
}
