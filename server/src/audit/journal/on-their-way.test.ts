import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WaitingCommand } from '../../commit/committer.ts'
import { type OpenDatabase, openDatabase } from '../../database/open.ts'
import { auditLog } from '../store.ts'
import { verifyAccessLog } from '../verify-folder.ts'
import { type FoldLooks, foldedThrough, foldLooks } from './fold.ts'
import { AccessJournal } from './journal.ts'
import { LooksOnTheirWay } from './on-their-way.ts'

let folder: string
let database: OpenDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-on-their-way-'))
  database = await openDatabase(folder)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const LOOK = { staff: 'aino', patient: null, action: 'patient-viewed', ground: 'duty' as const }
const clock = { now: () => 5 }

/** One server: its journal, and the committing thread as it takes one command after the other, or fails. */
function server() {
  const journal = new AccessJournal(folder, foldedThrough(database))
  const looks = new LooksOnTheirWay(journal, clock, () => {}, 3)
  const fold = foldLooks(database, auditLog(database))
  const posted: WaitingCommand[] = []
  return {
    journal,
    write: (detail: string) => looks.write({ ...LOOK, detail }),
    post() {
      const command = posted.length < 3 ? looks.take() : undefined
      if (command !== undefined) posted.push(command)
    },
    /** `late`: it is committed, and what comes after it in its batch is not. */
    async commit(how: 'commit' | 'fail' | 'late') {
      const next = posted.shift()
      if (next === undefined) return
      const result = how === 'fail' ? undefined : await fold(next.command as FoldLooks)
      if (how === 'commit' && result !== undefined) next.resolve(result)
      else next.reject(undefined as never)
    },
  }
}

const inTheLog = () => database.sqlite.prepare<[], string>('select detail from access_log order by id').pluck().all()

test('every look is in the log once and in order, whatever commit fails and wherever the server is killed', async () => {
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('look' as const) },
      { weight: 3, arbitrary: fc.constant('post' as const) },
      { weight: 3, arbitrary: fc.constant('commit' as const) },
      { weight: 2, arbitrary: fc.constant('fail' as const) },
      { weight: 1, arbitrary: fc.constant('late' as const) },
      { weight: 1, arbitrary: fc.constant('kill' as const) },
    ),
    { maxLength: 40 },
  )
  let next = 0
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const before = inTheLog().length
      const answered: string[] = []
      let running = server()
      for (const step of taken) {
        if (step === 'look') {
          const detail = `${next++}`
          await running.write(detail)
          answered.push(detail)
        } else if (step === 'post') running.post()
        else if (step === 'kill') running = server()
        else await running.commit(step)
      }
      for (let round = 0; round < 20; round++) {
        running.post()
        await running.commit('commit')
      }
      expect(inTheLog().slice(before)).toEqual(answered)
      await running.journal.close()
    }),
    { numRuns: 150 },
  )
  expect(verifyAccessLog(folder).faults).toEqual([])
})

test('a look at which the log stumbles is set aside, and the others do not wait for it', async () => {
  const running = server()
  await running.write('1')
  database.sqlite.exec(`create trigger stumbles before insert on access_log when new.detail = '2'
    begin select raise(abort, 'stumbles'); end`)
  await running.write('2')
  await running.write('3')
  running.post()
  await running.commit('commit')
  expect(inTheLog()).toEqual(['1', '3'])
  expect(verifyAccessLog(folder)).toMatchObject({ entries: 2, faults: [], setAside: 1 })
  await running.journal.close()
})

test('whoever looks while the log has taken nothing for long is told so', async () => {
  const running = server()
  const looks = Array.from({ length: 50_000 }, () => running.write('x'))
  await Promise.all(looks)
  await expect(running.write('one more')).rejects.toMatchObject({ code: 'storage-failed' })
  await running.journal.close()
})
