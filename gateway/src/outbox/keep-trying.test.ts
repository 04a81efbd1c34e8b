import { KotisiltaError } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import type { GroupCommit } from './group-commit.ts'
import { keepTrying } from './keep-trying.ts'
import type { OutboxEntry } from './outbox.ts'

const ENTRIES: OutboxEntry[] = [{ lane: 'items', importance: 'normal', body: '1' }]

/** Refuses so many times with that code. */
function refusing(times: number, code: string): GroupCommit & { tried: number } {
  return {
    tried: 0,
    async add() {
      this.tried += 1
      if (this.tried <= times) throw new KotisiltaError(code, 'refused')
    },
  }
}

it('adds again until the disk has room', async () => {
  const commit = refusing(3, 'store-full')
  await keepTrying(commit, { every: 5, most: 10, signal: new AbortController().signal }).add(ENTRIES)
  expect(commit.tried).toBe(4)
})

it('does not try again what will never fit', async () => {
  const commit = refusing(3, 'item-too-large')
  const patient = keepTrying(commit, { every: 5, most: 10, signal: new AbortController().signal })
  await expect(patient.add(ENTRIES)).rejects.toThrow(expect.objectContaining({ code: 'item-too-large' }))
  expect(commit.tried).toBe(1)
})

it('holds no more than it may, and lets go at the end', async () => {
  const commit = refusing(1_000, 'store-failed')
  const ending = new AbortController()
  const patient = keepTrying(commit, { every: 60_000, most: 1, signal: ending.signal })
  const held = patient.add(ENTRIES)
  await new Promise((resolve) => setImmediate(resolve))
  await expect(patient.add(ENTRIES)).rejects.toThrow(expect.objectContaining({ code: 'store-failed' }))
  ending.abort()
  await expect(held).rejects.toThrow(expect.objectContaining({ code: 'store-failed' }))
})
