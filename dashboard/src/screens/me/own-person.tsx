import type { OwnView } from '@kotisilta/contract'
import { IconCircleCheck, IconEye, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguage } from '../../locales/use-language.ts'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment, formatTime } from '../../words/times.ts'
import { OwnConsents } from './own-consents.tsx'
import { OwnPlan } from './own-plan.tsx'

const ICONS = { 'as-usual': IconCircleCheck, 'being-seen-to': IconEye, 'not-heard': IconPlugConnectedX }

/** One person; what was not agreed to is not here. */
export function OwnPerson({ view }: { view: OwnView }) {
  const { t } = useTranslation()
  const { patient, holder, scopes, summary, readings, alerts, plan, consents } = view
  const language = useLanguage()
  const seesLog = holder !== 'relative' || scopes.includes('access-log')
  return (
    <>
      {summary !== undefined && <Summary view={view} summary={summary} />}
      {alerts !== undefined && alerts.length > 0 && <Alerts alerts={alerts} />}
      {readings !== undefined && readings.length > 0 && <Readings readings={readings} />}
      {plan !== undefined && <OwnPlan words={plan[language]} />}
      {consents !== undefined && <OwnConsents patient={patient.id} consents={consents} />}
      {seesLog && (
        <Link className="panel me-link" to={`/me/${patient.id}/access-log`}>
          {t('access.me.whoLooked')}
        </Link>
      )}
    </>
  )
}

function Summary({ view, summary }: { view: OwnView; summary: NonNullable<OwnView['summary']> }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { state, measuredAt, dosesTaken, dosesMissed } = summary
  const Icon = ICONS[state]
  return (
    <section className="panel me-part me-summary" data-state={state} aria-label={view.patient.name}>
      {view.holder !== 'self' && <p className="me-name">{view.patient.name}</p>}
      <h2>
        <Icon size={32} aria-hidden="true" /> {t(`access.me.state.${state}`)}
      </h2>
      <p>{t(`access.me.stateText.${state}`)}</p>
      <p>
        {measuredAt === null
          ? t('access.me.notMeasured')
          : t('access.me.measured', { time: formatTime(measuredAt, language) })}
      </p>
      {dosesTaken + dosesMissed > 0 && (
        <p>
          {dosesMissed === 0
            ? t('access.me.dosesTaken', { count: dosesTaken })
            : t('access.me.dosesMissed', { count: dosesMissed })}
        </p>
      )}
    </section>
  )
}

function Alerts({ alerts }: { alerts: NonNullable<OwnView['alerts']> }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel me-part" aria-label={t('access.me.alerts')}>
      <h2>{t('access.me.alerts')}</h2>
      <ul className="me-rows">
        {alerts.map(({ title, raisedAt, taken }) => (
          <li key={`${raisedAt} ${title.en}`}>
            <b>{title[language]}</b>
            <span className="soft">
              {formatTime(raisedAt, language)} · {t(taken ? 'access.me.taken' : 'access.me.notTaken')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Readings({ readings }: { readings: NonNullable<OwnView['readings']> }) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <section className="panel me-part" aria-label={t('access.me.readings')}>
      <h2>{t('access.me.readings')}</h2>
      <ul className="me-rows">
        {readings.map((reading) => (
          <li key={reading.kind}>
            <span>{kindText(t, reading.kind)}</span>
            <b>{readingText(t, language, reading)}</b>
            <span className="soft">{formatMoment(reading.at, language, Date.now())}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
