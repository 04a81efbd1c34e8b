import type { Milliseconds } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../live/live-provider.tsx'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment, formatSeconds } from '../../words/times.ts'
import { Newcomer } from './newcomer.tsx'

interface Props {
  ids: readonly string[]
  settled: boolean
  /** The server's time at the last word, when the feed has been lost since. */
  staleSince: Milliseconds | undefined
  selected: string | undefined
  onSelect(id: string): void
  onSettle(): void
}

/**
 * The place above the anchor, always of the same height and no higher than it needs to be: the worst newcomer with its
 * button, how many there are, and the button that puts the queue in order.
 */
export function Arrivals({ ids, settled, staleSince, selected, onSelect, onSettle }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const latest = useLive((state) =>
    [...state.alerts.values()].reduce((last, { raisedAt }) => (raisedAt > last ? raisedAt : last), ''),
  )
  const [worst] = ids
  const stale = staleSince === undefined ? undefined : t('board.stale', { time: formatSeconds(staleSince, language) })
  const none =
    latest === ''
      ? t('board.arrivals.none')
      : t('board.arrivals.noneSince', { time: formatMoment(latest, language, now) })
  const settling = (
    <button type="button" className="settle-button" onClick={onSettle}>
      {t('board.arrivals.settle')}
    </button>
  )
  return (
    <section
      className="arrivals"
      aria-label={t('board.arrivals.label')}
      data-some={worst === undefined ? undefined : ''}
      data-stale={stale === undefined ? undefined : ''}
    >
      {worst === undefined ? (
        <p className="arrivals-none">
          {stale ?? (settled ? none : <b>{t('board.arrivals.moved')}</b>)}
          {!settled && settling}
        </p>
      ) : (
        <Newcomer id={worst} selected={worst === selected} onSelect={onSelect}>
          <b className="newcomer-count">{t('board.arrivals.count', { count: ids.length })}</b>
          {settling}
        </Newcomer>
      )}
    </section>
  )
}
