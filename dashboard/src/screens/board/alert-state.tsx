import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { inHandSince, waitingSince } from '../../live/waiting-since.ts'
import { useSpanText } from '../../words/use-words.ts'

/** How long it has been waiting, or who has it and for how long, or that it is resolved. */
export function AlertState({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const { user } = useSession()
  const now = useServerTime()
  if (alert.status === 'resolved') return <span className="alert-state">{t('board.resolved')}</span>
  if (alert.status === 'open') {
    const waited = spanText(now - Date.parse(waitingSince(alert)))
    return <span className="alert-state alert-waiting">{t('board.waiting', { time: waited })}</span>
  }
  const owner = alert.owner?.id === user.id ? t('board.ownerYou') : t('board.owner', { name: alert.owner?.name ?? '–' })
  const held = spanText(now - Date.parse(inHandSince(alert)))
  return (
    <span className="alert-state">
      <b>{owner}</b> · {held}
    </span>
  )
}
