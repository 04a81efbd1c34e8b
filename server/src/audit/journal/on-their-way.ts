import { type Clock, KotisiltaError } from '@kotisilta/contract'
import type { WaitingCommand } from '../../commit/committer.ts'
import type { AccessJournal } from './journal.ts'
import type { JournaledLook, Look } from './look.ts'

/** So long looks wait for others, so that they go into the log together. */
const TOGETHER_MS = 100
/** After a commit that failed. */
const AGAIN_MS = 1_000
/** In one transaction, some 20 ms: an alarm waits for no more. */
const AT_ONCE = 500
/** Of a log that takes nothing for minutes: more looks are refused, and with them what they want to see. */
const MOST = 50_000

/** Looks between the journal and the access log. */
export class LooksOnTheirWay {
  /** They have waited for long enough. */
  due = false
  readonly #journal: AccessJournal
  readonly #clock: Clock
  readonly #fallDue: () => void
  readonly #atOnce: number
  #waiting: JournaledLook[]
  /** Number of the last one that is in the log or has been taken there. */
  #taken: number
  #timer: NodeJS.Timeout | undefined
  /** Commands that are being committed. */
  #underWay = 0
  /** One of them has failed: no other before they are all back, so that none gets in before its turn. */
  #failed = false

  /** `fallDue` is called when `due` turns true. */
  constructor(journal: AccessJournal, clock: Clock, fallDue: () => void, atOnce = AT_ONCE) {
    this.#journal = journal
    this.#atOnce = atOnce
    this.#clock = clock
    this.#fallDue = fallDue
    this.#waiting = [...journal.left]
    this.#taken = journal.foldedThrough
    this.#dueIn(0)
  }

  /** Resolves once it is on the disk. */
  async write(entry: Look): Promise<void> {
    if (this.#waiting.length >= MOST) throw new KotisiltaError('storage-failed', 'The access log takes nothing.')
    const { look, kept } = this.#journal.write(entry, this.#clock.now())
    this.#waiting.push(look)
    this.#dueIn(TOGETHER_MS)
    await kept
  }

  /** The command that takes them into the log, if there are any; `due` stays if it cannot be all of them. */
  take(): WaitingCommand | undefined {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.due = false
    const looks = this.#failed ? [] : this.#waiting.splice(0, this.#atOnce)
    const last = looks.at(-1)
    if (last === undefined) return undefined
    this.due = this.#waiting.length > 0
    const after = this.#taken
    this.#taken = last.number
    this.#underWay++
    const back = (folded: boolean) => {
      this.#underWay--
      if (folded) {
        this.#journal.folded(last.number)
      } else {
        // A command after this one does not get in without it, and comes back too.
        this.#waiting = [...looks, ...this.#waiting].sort((a, b) => a.number - b.number)
        this.#taken = Math.min(this.#taken, after)
        this.#failed = true
        this.due = false
      }
      if (this.#underWay === 0) this.#failed = false
      this.#dueIn(AGAIN_MS)
    }
    return {
      command: { type: 'fold-looks', after, looks },
      resolve: ({ done }) => back(done),
      reject: () => back(false),
    }
  }

  /** Nobody else comes. */
  hurry(): void {
    this.due = this.#waiting.length > 0
  }

  #dueIn(ms: number): void {
    if (this.#timer !== undefined || this.#waiting.length === 0) return
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.due = true
      this.#fallDue()
    }, ms).unref()
  }
}
