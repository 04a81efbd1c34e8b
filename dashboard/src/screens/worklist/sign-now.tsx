import type { SignNow } from '@kotisilta/contract'
import { IconArrowDown, IconArrowRight, IconArrowUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'

const ARROWS = { up: IconArrowUp, down: IconArrowDown, steady: IconArrowRight }

/** A sign's last value, and whether it lies above or below what is usual for the person. */
export function SignNowItem({ sign }: { sign: SignNow }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const Arrow = sign.trend === null ? undefined : ARROWS[sign.trend]
  return (
    <li className="sign-now" data-trend={sign.trend ?? undefined}>
      <span className="soft">{kindText(t, sign.kind)}</span>
      <span className="sign-now-value">
        <b>{readingText(t, language, sign)}</b>
        {Arrow !== undefined && <Arrow size={22} stroke={2.5} aria-hidden="true" />}
        {sign.trend !== null && <span className="unseen">{t(`worklist.trend.${sign.trend}`)}</span>}
      </span>
      <span className="soft">{formatMoment(sign.at, language, now)}</span>
    </li>
  )
}
