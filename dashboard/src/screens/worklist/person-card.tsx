import type { TodayCard } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconPhone } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { EntryRow } from './entry-row.tsx'
import { PromiseDialog } from './promise-dialog.tsx'
import { SignNowItem } from './sign-now.tsx'
import { usePromise } from './use-worklist.ts'

/** One person today: the name is the way to everything about them. */
export function PersonCard({ card }: { card: TodayCard }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [isPromising, setPromising] = useState(false)
  const { patient, due, signs, need, seen, measuredAt } = card
  const promise = usePromise(patient.id)
  return (
    <li className="panel person-card" data-need={need}>
      <Link className="person-name" to={`/patients/${encodeURIComponent(patient.id)}`}>
        <b>{patient.name}</b>
        {patient.address !== null && <span className="soft">{patient.address}</span>}
      </Link>
      {due.length > 0 && (
        <ul className="person-due">
          {due.map((entry) => (
            <EntryRow key={entry.id} entry={entry} withName={false} />
          ))}
        </ul>
      )}
      {signs.length > 0 ? (
        <ul className="signs-now">
          {signs.map((sign) => (
            <SignNowItem key={sign.kind} sign={sign} />
          ))}
        </ul>
      ) : (
        <p className="soft">
          {measuredAt === null
            ? t('worklist.card.never')
            : t('worklist.card.last', { time: formatMoment(measuredAt, language, now) })}
        </p>
      )}
      {seen !== null && (
        <p className="person-seen">
          {t('worklist.card.seen', { name: seen.by.name, time: formatMoment(seen.at, language, now) })}
        </p>
      )}
      <div className="person-acts">
        {patient.phone !== null && (
          <Button
            component="a"
            size="md"
            variant="default"
            href={`tel:${patient.phone.replace(/[^+\d]/g, '')}`}
            leftSection={<IconPhone size={20} aria-hidden="true" />}
          >
            {t('board.call')} {patient.phone}
          </Button>
        )}
        <Button size="md" variant="default" onClick={() => setPromising(true)}>
          {t('worklist.promise.open')}
        </Button>
      </div>
      {isPromising && (
        <PromiseDialog
          name={patient.name}
          onClose={() => setPromising(false)}
          onPromise={(wanted) => promise.mutateAsync(wanted)}
        />
      )}
    </li>
  )
}
