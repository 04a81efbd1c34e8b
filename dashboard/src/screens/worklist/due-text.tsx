import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { useSpanText } from '../../words/use-words.ts'

/** By when, and how long that is; what is over stands out by its words and its colour. */
export function DueText({ due }: { due: string }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const spanText = useSpanText()
  const now = useServerTime(1_000)
  const left = Date.parse(due) - now
  return (
    <span className="work-due" data-overdue={left < 0 || undefined}>
      {t(left < 0 ? 'worklist.overdue' : 'worklist.due', {
        time: formatMoment(due, language, now),
        span: spanText(Math.abs(left)),
      })}
    </span>
  )
}
