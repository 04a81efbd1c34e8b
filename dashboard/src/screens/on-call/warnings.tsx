import type { DutyWarning } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { takeWarning } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { formatMoment } from '../../words/times.ts'
import { useOnCallChange } from './use-on-call.ts'

/** What is wrong with who is on call, and who sees to it. */
export function Warnings({ warnings }: { warnings: DutyWarning[] }) {
  const { t } = useTranslation()
  if (warnings.length === 0) return null
  return (
    <section className="panel on-call-part" aria-label={t('onCall.warning.title')}>
      <h2>{t('onCall.warning.title')}</h2>
      <ul className="on-call-warnings">
        {warnings.map((warning) => (
          <Warning key={warning.id} warning={warning} />
        ))}
      </ul>
    </section>
  )
}

function Warning({ warning }: { warning: DutyWarning }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const taking = useOnCallChange(() => takeWarning(warning.id))
  const { kind, stage, name, staff, told, takenBy, priority } = warning
  const [from, until] = [warning.from, warning.until].map((time) => formatMoment(time, language, now))
  const about = { name, from, until, person: staff?.name ?? '' }
  const text =
    kind === 'unconfirmed' ? t('onCall.warning.unconfirmed', about) : t(`onCall.warning.${kind}.${stage}`, about)
  return (
    <li className="on-call-warning" data-priority={priority}>
      <PriorityMark priority={priority} />
      <div>
        <p>
          <b>{text}</b>
        </p>
        <p className="soft">
          {takenBy !== null && t('onCall.warning.taken', { name: takenBy.name })}
          {takenBy === null && warning.nobody && t('onCall.warning.nobody')}
          {takenBy === null &&
            !warning.nobody &&
            told.length > 0 &&
            t('onCall.warning.told', { names: told.map((person) => person.name).join(', ') })}
        </p>
        {taking.isError && <FailureNotice error={taking.error} />}
      </div>
      {takenBy === null && (
        <Button variant="default" loading={taking.isPending} onClick={() => taking.mutate(undefined)}>
          {t('onCall.warning.take')}
        </Button>
      )}
    </li>
  )
}
