import type { Lane } from '@kotisilta/contract'
import type { Outbox, OutboxEntry } from './outbox.ts'

/** Puts what comes in the same turn of the event loop into one commit, because each costs a sync of the disk. */
export interface GroupCommit {
  /** Resolves when the entries are on the disk; rejects with the outbox's KotisiltaError when they are not. */
  add(entries: readonly OutboxEntry[]): Promise<void>
}

/** The one that commits; `flush` does so now. */
export interface Committer extends GroupCommit {
  flush(): void
}

interface Waiting {
  entries: readonly OutboxEntry[]
  resolve(): void
  reject(error: unknown): void
}

/** @param appended called after each commit, for each lane that got something */
export function groupCommit(outbox: Outbox, appended: (lane: Lane) => void): Committer {
  let waiting: Waiting[] = []

  function commit(): void {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    const entries = group.flatMap((each) => each.entries)
    try {
      outbox.append(entries)
    } catch (error) {
      if (group.length > 1) return group.forEach(alone)
      for (const { reject } of group) reject(error)
      return
    }
    done(group, entries)
  }

  /** One item that cannot be kept must not take the others of its group with it. */
  function alone(single: Waiting): void {
    try {
      outbox.append(single.entries)
    } catch (error) {
      return single.reject(error)
    }
    done([single], single.entries)
  }

  function done(group: readonly Waiting[], entries: readonly OutboxEntry[]): void {
    for (const { resolve } of group) resolve()
    for (const lane of new Set(entries.map((entry) => entry.lane))) appended(lane)
  }

  return {
    add: (entries) =>
      new Promise((resolve, reject) => {
        if (entries.length === 0) return resolve()
        waiting.push({ entries, resolve, reject })
        if (waiting.length === 1) setImmediate(commit)
      }),
    flush: commit,
  }
}
