import { useEffect, useRef } from 'react'
import { useSession } from '../../api/session.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useLanguage } from '../../locales/use-language.ts'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { AlertState } from './alert-state.tsx'
import { StormLine } from './storm-line.tsx'
import { TakeButton } from './take-button.tsx'
import { TakeFailure } from './take-failure.tsx'
import { canBeTakenBy } from './wants-more.ts'
import './strip.css'

export const openButtonId = (alert: string): string => `open-${alert}`

interface Props {
  id: string
  selected: boolean
  onSelect(id: string): void
}

/** One alert in the queue: how urgent, how long, what, who, and who has it. */
export function Strip({ id, selected, onSelect }: Props) {
  const language = useLanguage()
  const { user } = useSession()
  const alert = useLive((state) => state.alerts.get(id))
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  if (alert === undefined) return null
  const { title } = alert.words[language]
  const { name } = alert.patient
  return (
    <li
      ref={row}
      className="strip"
      data-priority={alert.priority}
      data-status={alert.status}
      data-selected={selected || undefined}
    >
      <p className="strip-top">
        <PriorityMark priority={alert.priority} />
        <AlertState alert={alert} />
      </p>
      <button
        type="button"
        id={openButtonId(id)}
        className="strip-open"
        aria-current={selected ? 'true' : undefined}
        onClick={() => onSelect(id)}
      >
        <span className="strip-title">{title}</span> <span className="strip-name">{name}</span>
      </button>
      <StormLine alert={alert} />
      {canBeTakenBy(alert, user.id) && <TakeButton alert={alert} />}
      <TakeFailure alert={alert} />
    </li>
  )
}
