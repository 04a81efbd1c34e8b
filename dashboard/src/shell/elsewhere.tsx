import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLive } from '../live/live-provider.tsx'
import { worstOpen } from '../live/worst-open.ts'
import { useLanguage } from '../locales/use-language.ts'
import { PriorityMark } from '../ui/priority-mark.tsx'

/** Away from the board: the worst alert that nobody has, and the way to it. */
export function Elsewhere() {
  const { t } = useTranslation()
  const language = useLanguage()
  const alerts = useLive((state) => state.alerts)
  const worst = worstOpen(alerts)
  if (worst === undefined) return null
  return (
    <Link className="elsewhere" to={`/?alert=${worst.id}`}>
      <PriorityMark priority={worst.priority} />
      <span>
        {worst.words[language].title} · {worst.patient.name}
      </span>
      <b>{t('live.show')}</b>
    </Link>
  )
}
