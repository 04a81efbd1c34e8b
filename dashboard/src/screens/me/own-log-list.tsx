import type { AccessEntry } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../locales/use-language.ts'
import { actionText } from '../../words/access-text.ts'
import { formatDate, formatTime } from '../../words/times.ts'

/** Who, in what role, when, what, on what ground: as lines that fit a phone and a sheet of paper. */
export function OwnLogList({ entries }: { entries: readonly AccessEntry[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <ul className="me-log-rows">
      {entries.map(({ id, at, staff, action, ground }) => (
        <li key={id}>
          <b>
            {staff.name ?? staff.id}
            {staff.role !== null && `, ${t(`terms.role.${staff.role}`)}`}
          </b>
          <span className="soft">
            {formatDate(at, language, 0)} {formatTime(at, language)}
          </span>
          <span>{actionText(t, action)}</span>
          {ground !== null && (
            <span className="soft">
              {t('access.log.ground')}: {t(`access.ground.${ground}`)}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
