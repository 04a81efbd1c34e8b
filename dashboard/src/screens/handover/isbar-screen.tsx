import { Button, Textarea } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { formatDateTime, formatMoment } from '../../words/times.ts'
import { usePrinting } from '../patient/use-printing.ts'
import { SignNowItem } from '../worklist/sign-now.tsx'
import { getIsbar } from './handover-requests.ts'
import { PersonFacts, useLimitText } from './person-facts.tsx'
import '../worklist/worklist.css'
import './handover.css'

/** One client on one page for the ambulance: identity, situation, background, assessment, recommendation. */
export function IsbarScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { id = '' } = useParams()
  const [situation, setSituation] = useState('')
  const [recommendation, setRecommendation] = useState('')
  const limitText = useLimitText()
  usePrinting()
  const sheet = useQuery({ queryKey: ['isbar', id], queryFn: () => getIsbar(id), staleTime: Number.POSITIVE_INFINITY })
  if (sheet.isPending) return <LoadingNotice />
  if (sheet.isError) {
    return (
      <FailureNotice
        error={sheet.error}
        say={(why) => t('worklist.unread', { why })}
        onRetry={() => void sheet.refetch()}
      />
    )
  }
  const { identity, madeAt, madeBy, background, assessment } = sheet.data
  const { news2 } = assessment
  return (
    <div className="care-paper">
      <Link className="table-link no-print" to={`/patients/${encodeURIComponent(id)}`}>
        {t('handover.isbar.back')}
      </Link>
      <div className="handover-head">
        <ScreenHeading title={`ISBAR: ${identity.name}`} />
        <Button
          className="no-print"
          size="md"
          leftSection={<IconPrinter size={20} aria-hidden="true" />}
          onClick={() => window.print()}
        >
          {t('handover.print')}
        </Button>
      </div>
      <p className="soft">
        {t('handover.paper.made', { time: formatDateTime(madeAt, language, now), name: madeBy.name })}
      </p>
      <Part letter="I" title={t('handover.isbar.identity')}>
        <PersonFacts person={identity} />
      </Part>
      <Part letter="S" title={t('handover.isbar.situation')}>
        {sheet.data.situation.length === 0 && <p>{t('handover.isbar.noAlerts')}</p>}
        <ul className="sheet-list">
          {sheet.data.situation.map(({ words, raisedAt, priority }) => (
            <li key={raisedAt}>
              <b>{words[language].title}</b> ({t(`terms.priority.${priority}`)}) {formatMoment(raisedAt, language, now)}
              . {words[language].why}
            </li>
          ))}
        </ul>
        <Written label={t('handover.isbar.situationOwn')} value={situation} onChange={setSituation} />
      </Part>
      <Part letter="B" title={t('handover.isbar.background')}>
        <p>
          <b>{t('handover.isbar.medicines')}</b>{' '}
          {background.medicines
            .map(({ name, atc, critical }) => `${name}${atc ? ` (${atc})` : ''}${critical ? ' !' : ''}`)
            .join(', ') || t('handover.isbar.noMedicines')}
        </p>
        {background.limits.length > 0 && (
          <p>
            <b>{t('handover.isbar.limits')}</b> {background.limits.map(limitText).join('; ')}
          </p>
        )}
        {background.recent.length > 0 && (
          <p>
            <b>{t('handover.isbar.recent')}</b>{' '}
            {background.recent
              .map(({ words, raisedAt }) => `${formatMoment(raisedAt, language, now)} ${words[language].title}`)
              .join('; ')}
          </p>
        )}
      </Part>
      <Part letter="A" title={t('handover.isbar.assessment')}>
        {assessment.values.length === 0 && <p>{t('handover.isbar.noValues')}</p>}
        <ul className="signs-now">
          {assessment.values.map((sign) => (
            <SignNowItem key={sign.kind} sign={sign as Parameters<typeof SignNowItem>[0]['sign']} />
          ))}
        </ul>
        {news2 !== null && (
          <p>
            <b>NEWS2 {news2.complete ? news2.score : `${news2.min}–${news2.max}`}</b>{' '}
            {!news2.complete && t('handover.isbar.incomplete', { count: news2.missing.length })}{' '}
            <span className="soft">{t('handover.isbar.rcp')}</span>
          </p>
        )}
      </Part>
      <Part letter="R" title={t('handover.isbar.recommendation')}>
        <Written label={t('handover.isbar.recommendationOwn')} value={recommendation} onChange={setRecommendation} />
      </Part>
    </div>
  )
}

function Part({ letter, title, children }: { letter: string; title: string; children: ReactNode }) {
  return (
    <section className="panel isbar-part" aria-label={title}>
      <h2>
        <span className="isbar-letter" aria-hidden="true">
          {letter}
        </span>{' '}
        {title}
      </h2>
      {children}
    </section>
  )
}

/** Written before it is printed; on paper the words alone, and on an empty one lines to write on. It is not kept. */
function Written({ label, value, onChange }: { label: string; value: string; onChange(text: string): void }) {
  return (
    <>
      <Textarea
        className="no-print"
        label={label}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className="on-paper written" aria-hidden="true">
        {value}
      </p>
    </>
  )
}
