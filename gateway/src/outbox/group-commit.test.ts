import { KotisiltaError, type Lane } from '@kotisilta/contract'
import { expect, it } from 'vitest'
import { groupCommit } from './group-commit.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'

const entry = (body: string, lane: Lane = 'items'): OutboxEntry => ({ lane, importance: 'normal', body })

const none = () => Promise.reject(new Error('no alarm is expected here'))

/** Notes each commit; refuses those that hold `bad`. */
function notingOutbox() {
  const commits: string[][] = []
  const outbox: Pick<Outbox, 'append' | 'synced'> = {
    synced: () => Promise.resolve(),
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
  const group = groupCommit({ outbox, appended: (lane) => told.push(lane), express: none })
  await Promise.all([group.add([entry('a'), entry('b')]), group.add([entry('s', 'urgent')]), group.add([entry('c')])])
  await group.add([entry('d')])
  expect(commits).toEqual([['a', 'b', 's', 'c'], ['d']])
  expect(told).toEqual(['urgent', 'items', 'items'])
})

it('refuses only the one that cannot be kept', async () => {
  const { commits, outbox } = notingOutbox()
  const group = groupCommit({ outbox, appended: () => {}, express: none })
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
  const group = groupCommit({ outbox, appended: () => {}, express: none })
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
  await groupCommit({ outbox, appended: () => {}, express: none }).add([])
  expect(commits).toEqual([])
})

it('an alarm may be sent while the card is still at it, and all else waits until it is safe', async () => {
  const { outbox } = notingOutbox()
  const card = Promise.withResolvers<void>()
  const told: Lane[] = []
  let safe = false
  const slow = { ...outbox, synced: () => card.promise }
  const group = groupCommit({ outbox: slow, appended: (lane) => told.push(lane), express: none })
  const added = group.add([entry('s', 'urgent'), entry('a')]).then(() => {
    safe = true
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([told, safe]).toEqual([['urgent'], false])
  card.resolve()
  await added
  expect(told).toEqual(['urgent', 'items'])
})

it('what the card refuses to make safe is refused, and so sent again by whoever has it', async () => {
  const { outbox } = notingOutbox()
  const failing = { ...outbox, synced: () => Promise.reject(new KotisiltaError('store-failed', 'EIO')) }
  const told: Lane[] = []
  const group = groupCommit({ outbox: failing, appended: (lane) => told.push(lane), express: none })
  await expect(group.add([entry('a')])).rejects.toMatchObject({ code: 'store-failed' })
  expect(told).toEqual([])
})

it('an alarm that the disk does not take goes from memory, and is taken once it has arrived', async () => {
  const { outbox } = notingOutbox()
  const full = {
    ...outbox,
    append() {
      throw new KotisiltaError('store-failed', 'read-only')
    },
  }
  const sent: string[] = []
  const group = groupCommit({
    outbox: full,
    appended: () => {},
    async express(entries) {
      sent.push(...entries.map(({ body }) => body))
    },
  })
  await group.add([entry('s', 'urgent')])
  await expect(group.add([entry('a')])).rejects.toMatchObject({ code: 'store-failed' })
  await expect(group.add([entry('t', 'urgent'), entry('b')])).rejects.toMatchObject({ code: 'store-failed' })
  expect(sent).toEqual(['s', 't'])
})
