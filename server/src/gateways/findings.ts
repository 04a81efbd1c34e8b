import type { GatewayFindingCode, Milliseconds } from '@kotisilta/contract'
import type { Finding } from './changes.ts'

/** Of how many different things per interval somebody can make us write: an attacker chooses neither name nor code. */
const MOST = 10_000

/** What a technician should know of gateways, gathered and counted until it is written down. */
export class GatewayFindings {
  #found = new Map<string, Finding>()

  note(gateway: string, code: GatewayFindingCode, detail: string, now: Milliseconds): void {
    const key = `${gateway} ${code}`
    const known = this.#found.get(key)
    if (known !== undefined) {
      known.count++
      known.lastAt = now
      known.detail = detail
    } else if (this.#found.size < MOST) {
      this.#found.set(key, { gateway, code, count: 1, firstAt: now, lastAt: now, detail })
    }
  }

  /** What has come since the last call. */
  take(): Finding[] {
    const found = [...this.#found.values()]
    this.#found = new Map()
    return found
  }
}
