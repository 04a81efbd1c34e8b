import type { Alert, KotisiltaError } from '@kotisilta/contract'
import type { Logger } from 'pino'
import type { CommitterEvents } from '../commit/committer.ts'
import { isDamage } from '../database/damage.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { OncePer } from '../metrics/once-per.ts'
import type { StorageHealth } from '../metrics/storage-health.ts'

export interface CommitEventPorts {
  log: Logger
  storage: StorageHealth
  /** A refusal is logged once an hour for each code and sender. */
  logged: OncePer
  figures(): Metrics | undefined
  announce(changed: readonly Alert[]): void
  /** The database was found not to be whole. */
  damaged(detail: string): void
}

/** What is said, counted and logged of each commit, and of each that could not be made. */
export function commitEvents({ log, storage, logged, figures, announce, damaged }: CommitEventPorts): CommitterEvents {
  return {
    committed(alerts, counts) {
      announce(alerts)
      if (counts === undefined) return
      figures()?.committed(counts)
      for (const { code, gateway, device } of counts.refusals) {
        if (logged.first(`${code} ${gateway} ${device}`, Date.now())) {
          log.warn({ code, gateway, device }, 'in quarantine')
        }
      }
      for (const { of, code, isDamaged, where } of counts.faults) {
        if (isDamaged) damaged(`${of}: ${code}`)
        if (logged.first(`${code} ${of}`, Date.now()))
          log.error({ code, of, where }, 'could not be done; the others were')
      }
      for (const { gateway, count } of counts.missing) {
        log.warn({ code: 'messages-missing', gateway, count }, 'a gateway has left out numbers')
      }
      if (storage.committed(counts.items)) log.info({ code: 'storage-recovered' }, 'readings can be stored again')
    },
    failed({ code, message, cause }: KotisiltaError) {
      figures()?.failed(code)
      if (isDamage(cause)) damaged(message)
      if (code !== 'storage-full' && code !== 'storage-failed') return
      if (!storage.failed(code)) return
      log.error({ code, error: message }, 'readings cannot be stored; nothing is acknowledged')
    },
    damaged(lines) {
      log.error(
        { code: 'access-journal-damaged', lines },
        'looks that were being logged are unreadable: access-log.set-aside',
      )
    },
    died(error) {
      log.fatal({ code: 'storage-failed', error }, 'the committing thread has died')
      process.exit(70)
    },
  }
}
