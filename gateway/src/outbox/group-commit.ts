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

export interface GroupCommitPorts {
  readonly outbox: Outbox
  /** Something may be sent: of the urgent lane at once, of the other once it is on the disk. */
  appended(lane: Lane): void
  /** Alarms that the disk does not take: resolves when they have arrived all the same. */
  express(entries: readonly OutboxEntry[]): Promise<void>
}

export function groupCommit({ outbox, appended, express }: GroupCommitPorts): Committer {
  let waiting: Waiting[] = []

  function commit(): void {
    const group = waiting
    waiting = []
    if (group.length === 0) return
    try {
      outbox.append(group.flatMap((each) => each.entries))
    } catch (error) {
      if (group.length > 1) return group.forEach(alone)
      for (const single of group) unkept(single, error)
      return
    }
    kept(group)
  }

  /** One item that cannot be kept must not take the others of its group with it. */
  function alone(single: Waiting): void {
    try {
      outbox.append(single.entries)
    } catch (error) {
      return unkept(single, error)
    }
    kept([single])
  }

  function kept(group: readonly Waiting[]): void {
    const lanes = new Set(group.flatMap(({ entries }) => entries.map(({ lane }) => lane)))
    // An alarm goes out while the disk is still at it.
    if (lanes.has('urgent')) appended('urgent')
    outbox.synced().then(
      () => {
        for (const { resolve } of group) resolve()
        if (lanes.has('items')) appended('items')
      },
      (error: unknown) => {
        for (const { reject } of group) reject(error)
      },
    )
  }

  function unkept({ entries, resolve, reject }: Waiting, error: unknown): void {
    const alarms = entries.filter(({ lane }) => lane === 'urgent')
    if (alarms.length === 0 || codeOf(error) === 'item-too-large') return reject(error)
    const others = alarms.length < entries.length
    express(alarms).then(() => (others ? reject(error) : resolve()), reject)
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

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)
