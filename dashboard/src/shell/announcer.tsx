import { useTranslation } from 'react-i18next'
import { useLive } from '../live/live-provider.tsx'
import { useLanguage } from '../locales/use-language.ts'

/** Tells a screen reader of each alert that is new or has got worse. */
export function Announcer() {
  const { t } = useTranslation()
  const language = useLanguage()
  const news = useLive((state) => state.news)
  const alerts = useLive((state) => state.alerts)
  return (
    <div className="unseen" aria-live="assertive" aria-relevant="additions">
      {news.map(({ alert: id, version, change }) => {
        const alert = alerts.get(id)
        if (alert === undefined) return null
        return (
          <p key={`${id} ${version}`}>
            {t(`live.announce.${change}`, {
              priority: t(`terms.priority.${alert.priority}`),
              title: alert.words[language].title,
              name: alert.patient.name,
            })}
          </p>
        )
      })}
    </div>
  )
}
