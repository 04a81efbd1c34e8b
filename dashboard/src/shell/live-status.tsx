import { useTranslation } from 'react-i18next'
import { feedStatus } from '../live/feed.ts'
import { useLive } from '../live/live-provider.tsx'
import { useServerTime } from '../live/use-server-time.ts'
import { useLanguage } from '../locales/use-language.ts'
import { formatTime } from '../words/times.ts'

/** The word Live with the server's clock; says when it is not so. */
export function LiveStatus() {
  const { t } = useTranslation()
  const language = useLanguage()
  const status = useLive((state) => feedStatus(state.feed))
  const known = useLive((state) => state.feed.clock !== undefined)
  const now = useServerTime()
  return (
    <p className="live-status" data-status={status}>
      <span className="live-dot" aria-hidden="true" />
      <span className="live-words">{t(`live.status.${status}`)}</span>
      {known && status === 'live' && (
        <time className="live-clock" title={t('live.clock')} dateTime={new Date(now).toISOString()}>
          {formatTime(now, language)}
        </time>
      )}
    </p>
  )
}
