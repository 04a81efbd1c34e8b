import { useTranslation } from 'react-i18next'
import { useLive } from '../live/live-provider.tsx'
import { useLanguage } from '../locales/use-language.ts'
import { formatSeconds } from '../words/times.ts'
import './bars.css'

/** Nothing comes through: since when, what that means, what to do. */
export function LostBar() {
  const { t } = useTranslation()
  const language = useLanguage()
  const heardAt = useLive((state) => state.feed.heardAt)
  return (
    <div className="bar lost-bar" role="alert">
      <strong>
        {heardAt === undefined
          ? t('live.lost.never')
          : t('live.lost.since', { time: formatSeconds(heardAt, language) })}
      </strong>
      <span>{t('live.lost.meaning')}</span>
      <span>{t('live.lost.action')}</span>
    </div>
  )
}
