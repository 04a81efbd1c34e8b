import { useTranslation } from 'react-i18next'
import { useLive } from '../live/live-provider.tsx'
import './bars.css'

/** What is wrong with the server, or with this page beside the server, said as loudly as a lost feed. */
export function TroubleBars() {
  const { t } = useTranslation()
  const troubles = useLive((state) => state.feed.troubles)
  const unreadable = useLive((state) => state.unreadable)
  return (
    <>
      {troubles.map((trouble) => (
        <p key={trouble} className="bar" role="alert">
          <strong>{t(`live.trouble.${trouble}`)}</strong>
        </p>
      ))}
      {unreadable > 0 && (
        <div className="bar" role="alert">
          <strong>{t('live.unreadable', { count: unreadable })}</strong>
          <button type="button" className="bar-button" onClick={() => location.reload()}>
            {t('live.reload')}
          </button>
        </div>
      )}
    </>
  )
}
