import type { Alert } from '@kotisilta/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useLanguage } from '../../locales/use-language.ts'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { AlertState } from './alert-state.tsx'
import { openButtonId } from './strip.tsx'
import { TakeButton } from './take-button.tsx'
import { TakeFailure } from './take-failure.tsx'
import { useStorm } from './use-storm.ts'
import { canBeTakenBy } from './wants-more.ts'
import './strip.css'
import './newcomer.css'

interface Props {
  id: string
  selected: boolean
  onSelect(id: string): void
  /** How many are new, and what can be done about all of them. */
  children: ReactNode
}

/** The worst alert that is new, in two lines: how urgent and the way to take it, then what, who and for how long. */
export function Newcomer({ id, ...rest }: Props) {
  const alert = useLive((state) => state.alerts.get(id))
  return alert === undefined ? null : <Known alert={alert} {...rest} />
}

function Known({ alert, selected, onSelect, children }: Omit<Props, 'id'> & { alert: Alert }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { user } = useSession()
  const storm = useStorm(alert)
  const { title } = alert.words[language]
  return (
    <ol className="strips newcomers">
      <li
        className="strip newcomer"
        data-priority={alert.priority}
        data-status={alert.status}
        data-selected={selected || undefined}
      >
        <div className="newcomer-top">
          <PriorityMark priority={alert.priority} />
          {children}
          {canBeTakenBy(alert, user.id) && <TakeButton alert={alert} />}
        </div>
        <button
          type="button"
          id={openButtonId(alert.id)}
          className="strip-open"
          aria-current={selected ? 'true' : undefined}
          onClick={() => onSelect(alert.id)}
        >
          <span className="strip-title" title={title}>
            {title}
          </span>{' '}
          <span className="strip-name">
            {alert.patient.name} · {storm && `${t('board.storm.count', { count: storm.members.length })} · `}
            <AlertState alert={alert} />
          </span>
        </button>
        <TakeFailure alert={alert} />
      </li>
    </ol>
  )
}
