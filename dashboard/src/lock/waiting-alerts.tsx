import { useTranslation } from 'react-i18next'
import { useLive } from '../live/live-provider.tsx'
import { useServerTime } from '../live/use-server-time.ts'
import { PriorityMark } from '../ui/priority-mark.tsx'
import { useSpanText } from '../words/use-words.ts'
import { inHand, veil, waitingBy } from './veil.ts'

/** What waits for somebody, without whom it concerns: "▲ 1 HIGH waiting 0:38". */
export function WaitingAlerts() {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const now = useServerTime()
  const told = useLive((state) => state.veiled)
  const held = useLive((state) => state.alerts)
  const known = useLive((state) => state.known)
  // Until the server knows that this screen is locked, what it has sent is veiled here.
  const alerts = told ?? [...held.values()].map(veil)
  const waiting = waitingBy(alerts)
  const helped = inHand(alerts)
  if (!known) return <p className="soft">{t('shell.loading')}</p>
  return (
    <section className="lock-waiting" aria-label={t('lock.waiting')} aria-live="polite">
      {waiting.length === 0 && <p className="lock-quiet">{t('lock.nobodyWaits')}</p>}
      <ul className="lock-counts">
        {waiting.map(({ priority, count, since }) => (
          <li key={priority} data-priority={priority}>
            <span className="lock-count">{count}</span>
            <PriorityMark priority={priority} />
            <span>{t('lock.waitingFor', { span: spanText(now - since) })}</span>
          </li>
        ))}
      </ul>
      {helped > 0 && <p className="soft">{t('lock.inHand', { count: helped })}</p>}
      {waiting.length > 0 && <p>{t('lock.openToSee')}</p>}
    </section>
  )
}
