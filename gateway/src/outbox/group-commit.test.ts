import { KotisiltaError, type Lane } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { groupCommit } from './group-commit.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'

const entry = (body: string, lane: Lane = 'items'): OutboxEntry => ({ lane, importance: 'normal', body })

/** Notes each commit; refuses those that hold `bad`. */
function notingOutbox() {
  const commits: string[][] = []
  const outbox: Pick<Outbox, 'append'> = {
    append(entries) {
      if (entries.some(({ body }) => body === 'bad')) throw new KotisiltaError('item-too-large', 'bad')
      commits.push(entries.map(({ body }) => body))
    },
  }
  return { commits, outbox: outbox as Outbox }
}

it('commits what comes in one turn together, in order, and tells each lane once', async () => {
  const { commits, outbox } = notingOutbox()
  const told: Lane[] = []
  const group = groupCommit(outbox, (lane) => told.push(lane))
  await Promise.all([group.add([entry('a'), entry('b')]), group.add([entry('s', 'urgent')]), group.add([entry('c')])])
  await group.add([entry('d')])
  expect(commits).toEqual([['a', 'b', 's', 'c'], ['d']])
  expect(told).toEqual(['items', 'urgent', 'items'])
})

it('refuses only the one that cannot be kept', async () => {
  const { commits, outbox } = notingOutbox()
  const group = groupCommit(outbox, () => {})
  const results = await Promise.allSettled([
    group.add([entry('a')]),
    group.add([entry('bad')]),
    group.add([entry('c')]),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(commits).toEqual([['a'], ['c']])
})

it('commits at once when told to', async () => {
  const { commits, outbox } = notingOutbox()
  const group = groupCommit(outbox, () => {})
  const added = group.add([entry('a')])
  group.flush()
  expect(commits).toEqual([['a']])
  await added
  group.flush()
  await new Promise((resolve) => setImmediate(resolve))
  expect(commits).toEqual([['a']])
})

it('has nothing to do for nothing', async () => {
  const { commits, outbox } = notingOutbox()
  await groupCommit(outbox, () => {}).add([])
  expect(commits).toEqual([])
})
