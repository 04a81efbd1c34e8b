import { type ImportReport, importReportSchema } from '@kotisilta/contract'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { NewPerson } from '../../people/commands.ts'
import { nameKey, planImport } from '../../people/import/plan-import.ts'
import { IMPORT_BYTES, readTable } from '../../people/import/read-table.ts'
import { newPatientId } from '../../people/outside.ts'
import { permitted } from '../guard.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { peopleDoor } from './people-door.ts'

const query = z.object({
  /** `true` only says what would be. */
  dry: z.enum(['true', 'false']),
  /** For rows that name no area. */
  area: z.string().min(1).max(64),
})

/** A table of people, to be looked at first; its bytes are the body, and nothing of them is in an address or a log. */
export function peopleImportRoutes(scope: FastifyInstance, services: Services): void {
  const { clock, people, sessions, vault } = services
  const { run } = peopleDoor(services)
  // Whatever a browser calls a table, it is bytes here.
  scope.addContentTypeParser(
    ['text/csv', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: IMPORT_BYTES + 1 },
    (_request, body, done) => done(null, body),
  )

  scope.withTypeProvider<ZodTypeProvider>().post('/api/v1/patients/import', {
    bodyLimit: IMPORT_BYTES + 1,
    schema: {
      tags: ['people'],
      summary: 'People from a table; all that are new, or nobody',
      consumes: ['text/csv'],
      querystring: query,
      response: { 200: importReportSchema },
    },
    handler: async (request) => {
      const staff = await permitted(request, sessions, 'import-patients')
      if (!Buffer.isBuffer(request.body)) throw new Problem('media-type-unsupported')
      const { areas } = await people.choices()
      if (!areas.some(({ id }) => id === request.query.area)) throw new Problem('area-unknown')
      const table = readTable(request.body)
      const report: ImportReport = {
        committed: false,
        fault: typeof table === 'string' ? table : null,
        encoding: 'utf-8',
        separator: ';',
        ignored: [],
        rows: [],
      }
      if (typeof table === 'string') return report

      const known = await people.known()
      const fingerprints = new Set(
        known.flatMap(({ fingerprint }) => (fingerprint === null ? [] : [Buffer.from(fingerprint).toString('hex')])),
      )
      const names = new Set(known.map(({ name, birthYear }) => nameKey(name, birthYear)))
      const byName = new Map(
        areas.flatMap(({ id, name }) => [
          [id.toLocaleLowerCase('fi'), id],
          [name.toLocaleLowerCase('fi'), id],
        ]),
      )
      const { rows, newcomers } = planImport(table, byName, request.query.area, {
        hasIdentity: (code) => fingerprints.has(Buffer.from(vault.fingerprint(code)).toString('hex')),
        hasNameAndYear: (name, birthYear) => names.has(nameKey(name, birthYear)),
      })
      const { encoding, separator, ignored } = table
      const complete: ImportReport = { ...report, encoding, separator, ignored, rows }
      const faultless = rows.every(({ outcome }) => outcome !== 'fault')
      if (request.query.dry === 'true' || !faultless || newcomers.length === 0) return complete

      const persons = newcomers.map(({ entry, identity }): NewPerson => {
        const { personalIdentity: _typed, kit: _none, ...fields } = entry
        return {
          ...fields,
          id: newPatientId(clock.now()),
          identity: identity === undefined ? null : vault.seal(identity),
        }
      })
      await run(staff, { does: 'add', people: persons, how: 'imported', kit: null })
      return { ...complete, committed: true }
    },
  })
}
