import { Button, NativeSelect } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getChoices } from '../../api/people-endpoints.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { formatDateTime, formatMoment } from '../../words/times.ts'
import { usePrinting } from '../patient/use-printing.ts'
import { getDowntime } from './handover-requests.ts'
import { Fact, PersonFacts, useLimitText } from './person-facts.tsx'
import '../worklist/worklist.css'
import './handover.css'

/** An area on paper, for when nothing else works. It is made when somebody asks for it, and not before: each is logged. */
export function DowntimeScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [area, setArea] = useState('')
  const choices = useQuery({ queryKey: ['people-choices'], queryFn: getChoices })
  const list = useMutation({ mutationFn: getDowntime })
  const limitText = useLimitText()
  usePrinting()
  const areas = choices.data?.areas ?? []
  const chosen = area === '' ? areas[0]?.id : area
  return (
    <div className="care-paper care-paper-wide">
      <div className="handover-head">
        <ScreenHeading title={t('handover.downtime.title')} />
        {list.data !== undefined && (
          <Button
            className="no-print"
            size="md"
            leftSection={<IconPrinter size={20} aria-hidden="true" />}
            onClick={() => window.print()}
          >
            {t('handover.print')}
          </Button>
        )}
      </div>
      <p className="soft no-print">{t('handover.downtime.explain')}</p>
      <div className="work-acts no-print">
        <NativeSelect
          size="md"
          label={t('handover.downtime.area')}
          value={chosen ?? ''}
          data={areas.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setArea(event.currentTarget.value)}
        />
        <Button
          className="downtime-make"
          size="md"
          disabled={chosen === undefined}
          loading={list.isPending}
          onClick={() => chosen !== undefined && list.mutate(chosen)}
        >
          {t('handover.downtime.make')}
        </Button>
      </div>
      {list.isError && <FailureNotice error={list.error} say={(why) => t('worklist.unread', { why })} />}
      {list.data !== undefined && (
        <>
          <p className="downtime-made">
            <b>
              {list.data.area.name} ·{' '}
              {t('handover.paper.made', {
                time: formatDateTime(list.data.madeAt, language, now),
                name: list.data.madeBy.name,
              })}
            </b>{' '}
            {t('handover.downtime.destroy')}
          </p>
          <ul className="downtime-people">
            {list.data.people.map((person) => (
              <li key={person.id} className="panel">
                <h2>{person.name}</h2>
                <PersonFacts person={person} />
                <dl className="paper-facts">
                  {person.limits.length > 0 && (
                    <Fact name={t('handover.isbar.limits')} value={person.limits.map(limitText).join('; ')} />
                  )}
                  {person.criticalMedicines.length > 0 && (
                    <Fact name={t('handover.downtime.critical')} value={person.criticalMedicines.join(', ')} />
                  )}
                  <Fact
                    name={t('handover.downtime.matters')}
                    value={
                      [
                        ...person.matters.map(
                          ({ words, since }) => `${words[language].title} (${formatMoment(since, language, now)})`,
                        ),
                        ...person.promises.map(
                          ({ text, due }) =>
                            `${t('worklist.kind.call-back')} ${formatMoment(due, language, now)}: ${text}`,
                        ),
                      ].join('; ') || t('handover.paper.none')
                    }
                  />
                </dl>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
