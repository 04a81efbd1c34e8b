import {
  appendFileSync,
  existsSync,
  write as fileWrite,
  ftruncateSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AccessJournal } from './journal.ts'
import { type Disk, JournalFile, readJournal } from './journal-file.ts'

/** How many more bytes the disk takes, and whether it lets a file be shortened. */
const disk = { room: Number.POSITIVE_INFINITY, shortens: true }
const failure = (code: string) => Object.assign(new Error(code), { code })
const DISK: Disk = {
  write(handle, bytes, done) {
    if (disk.room === 0) return done(failure('ENOSPC'), 0)
    const some = bytes.subarray(0, disk.room)
    disk.room -= some.length
    fileWrite(handle, some, done)
  },
  shorten(handle, bytes) {
    if (!disk.shortens) throw failure('EIO')
    ftruncateSync(handle, bytes)
  },
}

const LOOK = { staff: 'aino', patient: 'helvi', action: 'patient-viewed', ground: 'duty' as const }
const open: AccessJournal[] = []
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-journal-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  Object.assign(disk, { room: Number.POSITIVE_INFINITY, shortens: true })
  for (const journal of open.splice(0)) await journal.close()
  rmSync(folder, { recursive: true, force: true })
})

const opened = (folded = 0): AccessJournal => {
  const journal = new AccessJournal(folder, folded, DISK)
  open.push(journal)
  return journal
}
const file = (place: 0 | 1) => join(folder, `access-log.journal-${place}`)
const numbers = (looks: readonly { number: number }[]) => looks.map(({ number }) => number)
const write = async (journal: AccessJournal, count: number) => {
  for (let index = 0; index < count; index++) await journal.write({ ...LOOK, detail: `${index}` }, index).kept
}

test('what is kept stands in the file, whole, before anybody is told', async () => {
  const { look, kept } = opened().write(LOOK, 7)
  expect(readJournal(folder)).toEqual([])
  await kept
  expect(readJournal(folder)).toEqual([{ ...LOOK, number: 1, at: 7 }])
  expect(look.number).toBe(1)
})

test('looks that come together, or while the disk is busy, are one write each time', async () => {
  const add = vi.spyOn(JournalFile.prototype, 'add')
  const journal = opened()
  const first = [1, 2, 3].map((at) => journal.write(LOOK, at).kept)
  await null
  const meanwhile = [4, 5].map((at) => journal.write(LOOK, at).kept)
  await Promise.all([...first, ...meanwhile])
  expect(add).toHaveBeenCalledTimes(2)
  expect(numbers(readJournal(folder))).toEqual([1, 2, 3, 4, 5])
})

test('the next server finds what the log does not have, and its own looks have higher numbers', async () => {
  await write(opened(), 5)
  const next = opened(3)
  expect(numbers(next.left)).toEqual([4, 5])
  expect(next.write(LOOK, 0).look.number).toBe(6)
})

test('what is all in the log is gone from the files, and its numbers do not come again', async () => {
  const journal = opened()
  await write(journal, 3)
  journal.folded(3)
  await journal.close()
  open.length = 0
  expect([statSync(file(0)).size, statSync(file(1)).size]).toEqual([0, 0])
  expect(opened(3).write(LOOK, 0).look.number).toBe(4)
})

test('a line that the power cut in two had been promised to nobody, and spoils no other', async () => {
  await write(opened(), 3)
  truncateSync(file(0), statSync(file(0)).size - 5)
  const next = opened()
  expect(next.damaged).toBe(0)
  expect(numbers(next.left)).toEqual([1, 2])
  await write(next, 1)
  expect(numbers(readJournal(folder))).toEqual([1, 2, 3])
})

test('a damaged line is counted and set aside for a human; the others are kept', async () => {
  await write(opened(), 2)
  appendFileSync(file(0), '{"staff":"a\u0000\n')
  const next = opened()
  expect(next.damaged).toBe(1)
  expect(numbers(next.left)).toEqual([1, 2])
  expect(readFileSync(join(folder, 'access-log.set-aside'), 'utf8')).toContain('{"staff":"a')
  expect(existsSync(file(0))).toBe(true)
})

test('a full file is emptied only once all of it is in the log, and meanwhile the other is not outgrown either', async () => {
  const journal = opened()
  const large = { ...LOOK, detail: 'x'.repeat(600_000) }
  const put = () => journal.write(large, 0).kept
  for (let count = 0; count < 4; count++) await put()
  // Two in the first, which is full then; the others in the second, since nothing is in the log and the first stays.
  expect(numbers(readJournal(folder))).toEqual([1, 2, 3, 4])
  // Never all of them: the log is always one behind.
  for (let count = 4; count < 9; count++) {
    journal.folded(count - 1)
    await put()
    expect(numbers(readJournal(folder)).at(-1)).toBe(count + 1)
  }
  expect(statSync(file(0)).size + statSync(file(1)).size).toBeLessThan(3_000_000)
})

test('on a quiet server the file is emptied after some hundred looks', async () => {
  const journal = opened()
  for (let count = 1; count <= 1_000; count++) {
    await journal.write(LOOK, 0).kept
    journal.folded(count)
  }
  expect(statSync(file(0)).size).toBeLessThan(70_000)
  expect(numbers(readJournal(folder)).at(-1)).toBe(1_000)
})

test('a disk that becomes full in the midst of a look says so, leaves no half of it, and later looks are kept again', async () => {
  const journal = opened()
  await write(journal, 1)
  const whole = statSync(file(0)).size
  disk.room = 20
  await expect(journal.write(LOOK, 2).kept).rejects.toMatchObject({ code: 'storage-full' })
  expect(statSync(file(0)).size).toBe(whole)
  disk.room = Number.POSITIVE_INFINITY
  await expect(journal.write(LOOK, 3).kept).resolves.toBeUndefined()
  expect(numbers(readJournal(folder))).toEqual([1, 3])
})

test('the half of a look that cannot be taken away at once spoils no later one', async () => {
  const journal = opened()
  await write(journal, 1)
  disk.room = 20
  disk.shortens = false
  await expect(journal.write(LOOK, 2).kept).rejects.toMatchObject({ code: 'storage-full' })
  disk.room = Number.POSITIVE_INFINITY
  disk.shortens = true
  await journal.write(LOOK, 3).kept
  expect(numbers(readJournal(folder))).toEqual([1, 3])
})
