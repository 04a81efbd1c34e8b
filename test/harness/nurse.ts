import type { Alert } from '@kotisilta/contract'
import type { Region } from './region.ts'

/** What the server has said that a nurse has taken. */
interface Taken {
  alert: string
  version: number
  by: string
}

/** A nurse who goes through the list in a hurry: takes, hands back, puts off, resolves, also with a list that is old by then. */
export class Nurse {
  readonly name: string
  readonly taken: Taken[] = []
  /** How often the server has said that somebody else was first, or that the alert is another by now. */
  refused = 0
  readonly #region: Region
  readonly #random: () => number
  #cookie: string | undefined

  constructor(name: string, region: Region, random: () => number) {
    this.name = name
    this.#region = region
    this.#random = random
  }

  /** @param stop looked at between any two strokes */
  async goThrough(stop: () => boolean): Promise<void> {
    this.#cookie ??= await this.#region.signIn(this.name)
    const listed = await this.#region.request(this.#cookie, 'GET', '/api/v1/alerts?status=unresolved&limit=300')
    for (const { id, version } of listed.body as Alert[]) {
      if (stop()) return
      const dice = this.#random()
      // A stale version, now and then.
      const seen = this.#random() < 0.3 ? { version: Math.max(1, version - 1) } : {}
      if (dice < 0.85) await this.#do(id, 'acknowledge', seen)
      if (dice < 0.1) await this.#do(id, 'hand-back')
      else if (dice < 0.15) await this.#do(id, 'snooze', { minutes: 5, reason: 'In a minute' })
      else if (dice < 0.7) await this.#do(id, 'resolve', { outcome: 'phone', ...seen })
    }
  }

  async #do(alert: string, what: string, body: object = {}): Promise<void> {
    const { status, body: said } = await this.#region.request(
      this.#cookie as string,
      'POST',
      `/api/v1/alerts/${alert}/${what}`,
      body,
    )
    if (status === 409) this.refused++
    if (status === 200 && what === 'acknowledge')
      this.taken.push({ alert, version: (said as Alert).version, by: this.name })
  }
}
