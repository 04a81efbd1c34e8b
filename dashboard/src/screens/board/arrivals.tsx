import { useTranslation } from 'react-i18next'
import { useLive } from '../../live/live-provider.tsx'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { Strip } from './strip.tsx'

interface Props {
  ids: readonly string[]
  settled: boolean
  selected: string | undefined
  onSelect(id: string): void
  onSettle(): void
}

/**
 * The place above the anchor, always of the same height: the worst newcomer with its button, how many more there are,
 * and the button that puts the queue in order.
 */
export function Arrivals({ ids, settled, selected, onSelect, onSettle }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const latest = useLive((state) =>
    [...state.alerts.values()].reduce((last, { raisedAt }) => (raisedAt > last ? raisedAt : last), ''),
  )
  const [worst] = ids
  return (
    <section className="arrivals" aria-label={t('board.arrivals.label')} data-some={worst === undefined ? undefined : ''}>
      <div className="arrivals-head">
        <p aria-live="polite">
          {worst !== undefined && <b>{t('board.arrivals.count', { count: ids.length })}</b>}
          {worst === undefined && !settled && t('board.arrivals.moved')}
          {worst === undefined &&
            settled &&
            (latest === ''
              ? t('board.arrivals.none')
              : t('board.arrivals.noneSince', { time: formatMoment(latest, language, now) }))}
        </p>
        {!settled && (
          <button type="button" className="settle-button" onClick={onSettle}>
            {t('board.arrivals.settle')}
          </button>
        )}
      </div>
      {worst !== undefined && (
        <ol className="strips">
          <Strip key={worst} id={worst} selected={worst === selected} onSelect={onSelect} />
        </ol>
      )}
    </section>
  )
}
