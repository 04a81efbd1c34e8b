import type { HomeCommand } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { isReadingKind, kindText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'
import { askState, isForStaff } from './ask-state.ts'
import './asks.css'

/** How one question to a person at home stands: asked when, for what, by whom, and what came of it. */
export function AskLine({ command }: { command: HomeCommand }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { args, by, createdAt, endedAt } = command
  const kind = String(args.kind ?? '')
  const what =
    command.command === 'measure-again' && isReadingKind(kind)
      ? t('asks.toMeasure', { what: kindText(t, kind).toLowerCase() })
      : t('asks.howTheyAre')
  const state = askState(command)
  const at = formatMoment(createdAt, language, now)
  const ended = formatMoment(endedAt ?? createdAt, language, now)
  return (
    <p className="ask-line" data-state={isForStaff(state) ? 'staff' : state}>
      {by === null ? t('asks.askedBySystem', { what, at }) : t('asks.asked', { what, at, name: by.name })}{' '}
      <b>{t(`asks.state.${state}`, { at: ended })}</b>
    </p>
  )
}
