import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'

/** When what is shown was so; what could not be fetched anew says that it is old. */
export function MadeAt({ at, isOld }: { at: string; isOld: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(1_000)
  return (
    <p className={isOld ? 'made-at made-at-old' : 'made-at soft'} role={isOld ? 'alert' : undefined}>
      {t(isOld ? 'worklist.madeAtOld' : 'worklist.madeAt', { time: formatMoment(at, language, now, true) })}
    </p>
  )
}
