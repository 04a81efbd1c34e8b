import type { WorkEntry } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../api/session.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { DueText } from './due-text.tsx'
import { entryMore, entryTitle } from './entry-text.ts'
import { WorkActions } from './work-actions.tsx'

/** One entry of a queue: how urgent, what, of whom, by when, who has it. */
export function EntryRow({ entry, withName = true }: { entry: WorkEntry; withName?: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { user } = useSession()
  const { kind, priority, patient, area, due, owner } = entry
  const more = entryMore(t, language, entry)
  const isMine = owner?.id === user.id
  return (
    <li className="work-row" data-owner={owner === null ? 'none' : isMine ? 'me' : 'other'}>
      <div className="work-words">
        <p className="work-title">
          {(kind === 'alert' || kind === 'technical-alert') && priority !== null && (
            <PriorityMark priority={priority} />
          )}
          <b>{entryTitle(t, language, entry)}</b>
        </p>
        {withName && patient !== null && (
          <Link className="table-link" to={`/patients/${encodeURIComponent(patient.id)}`}>
            {patient.name}
          </Link>
        )}
        {area !== null && <p>{area.name}</p>}
        {more !== '' && <p>{more}</p>}
        <p className="work-state">
          {due !== null && <DueText due={due} />}
          <span className="soft">
            {owner === null
              ? t('worklist.nobody')
              : isMine
                ? t('worklist.mine')
                : t('worklist.has', { name: owner.name })}
          </span>
        </p>
      </div>
      <WorkActions entry={entry} />
    </li>
  )
}
