import { type Alert, type AlertEvent, ENDED_BY_ITSELF } from '@kotisilta/contract'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../live/live-state.ts'
import { useServerTime } from '../live/use-server-time.ts'
import { useLanguage } from '../locales/use-language.ts'
import { formatMoment } from '../words/times.ts'
import type { Line } from './message-lines.ts'
import './history-list.css'

interface Props {
  alert: Alert
  delivery?: Delivery | undefined
  /** What else has been done, from elsewhere. */
  more?: readonly Line[]
}

/** An alert's history as sentences with times. */
export function HistoryList({ alert, delivery, more = [] }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const lines: Line[] = alert.history.map((event, place) => ({
    key: `${place} ${event.event}`,
    at: event.at,
    text: historyText(t, event, alert, (at) => formatMoment(at, language, now)),
  }))
  if (delivery !== undefined) {
    const text = t('board.history.delivered', { count: delivery.screens })
    lines.push({ key: 'delivered', at: delivery.at, text })
  }
  lines.push(...more)
  lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return (
    <ol className="history">
      {lines.map(({ key, at, text }) => (
        <li key={key}>
          <time dateTime={at}>{formatMoment(at, language, now, true)}</time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  )
}

function historyText(t: TFunction, event: AlertEvent, alert: Alert, moment: (at: string) => string): string {
  const name = event.by?.name ?? t('board.history.system')
  const text = event.text ?? ''
  switch (event.event) {
    case 'raised':
    case 'grew':
      return t(`board.history.${event.event}`, { rule: t(`terms.rule.${event.rule ?? alert.rule}`) })
    case 'assigned':
      return t('board.history.assigned', { name, to: event.to?.name ?? '–' })
    case 'snoozed':
      return t('board.history.snoozed', { name, text, until: moment(event.until ?? event.at) })
    case 'called': {
      const people = event.people ?? []
      const names = people.map((person) => person.name).join(', ')
      const more = (event.count ?? people.length) - people.length
      return more > 0
        ? t('board.history.calledMore', { people: names, count: more })
        : t('board.history.called', { people: names })
    }
    case 'resolved': {
      if (event.outcome === ENDED_BY_ITSELF) return t('board.history.clearedByItself')
      const outcome = event.outcome === undefined ? '' : t(`terms.outcome.${event.outcome}`)
      return t(text === '' ? 'board.history.resolved' : 'board.history.resolvedWithText', { name, outcome, text })
    }
    case 'reopened':
      return event.by === undefined ? t('board.history.reopened') : t('board.history.reopenedBy', { name })
    case 'answered':
      return t(event.goes === true ? 'board.history.goes' : 'board.history.cannotGo', { name })
    case 'corrected':
      return t(text === '' ? 'board.history.corrected' : 'board.history.correctedWithText', { name, text })
    default:
      return t(`board.history.${event.event}`, { name, text })
  }
}
