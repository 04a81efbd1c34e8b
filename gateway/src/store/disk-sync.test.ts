import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { diskSync } from './disk-sync.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kotisilta-sync-'))
  path = join(folder, 'log')
  writeFileSync(path, 'x')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('what is asked for while a sync runs shares the next one, because the one that runs may have begun too early', async () => {
  const begun: PromiseWithResolvers<void>[] = []
  const disk = diskSync(path, () => {
    const flush = Promise.withResolvers<void>()
    begun.push(flush)
    return flush.promise
  })
  const over: number[] = []
  const all = [0, 1, 2].map((each) => disk.synced().then(() => over.push(each)))
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toHaveLength(1)
  begun[0]?.resolve()
  await all[0]
  expect(over).toEqual([0])
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toHaveLength(2)
  begun[1]?.resolve()
  await Promise.all(all)
  disk.close()
})

it('a sync that fails is told to those who asked for it, and the next one is tried', async () => {
  let fail = true
  const disk = diskSync(path, async () => {
    if (fail) throw new Error('EIO')
  })
  await expect(disk.synced()).rejects.toThrow('EIO')
  fail = false
  await disk.synced()
  disk.close()
})

it('syncs a real file', async () => {
  const disk = diskSync(path)
  await disk.synced()
  disk.close()
})
