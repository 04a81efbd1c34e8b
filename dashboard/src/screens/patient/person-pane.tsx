import type { PatientDetail } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { Contacts } from '../../ui/person/contacts.tsx'
import { PersonFacts } from '../../ui/person/person-facts.tsx'
import { formatDate } from '../../words/times.ts'
import { useDeviceName } from '../../words/use-device-name.ts'
import { PlanSummary } from './plan-summary.tsx'

/** Who, whom to call, what is watched, with which devices. */
export function PersonPane({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation()
  const nameOf = useDeviceName()
  const language = useLanguage()
  const now = useServerTime(60_000)
  return (
    <section className="patient-person" aria-label={t('patients.who.title')}>
      <div className="panel">
        <h2>{t('patients.who.title')}</h2>
        <PersonFacts patient={patient} />
        <Contacts contacts={patient.contacts} />
        <Link className="table-link" to={`/patients/${patient.id}/access`}>
          {t('access.circle.link')}
        </Link>
      </div>
      <PlanSummary patient={patient.id} plan={patient.plan} />
      <div className="panel patient-devices">
        <h2>{t('patients.who.devices')}</h2>
        {patient.devices.length === 0 && <p className="soft">{t('patients.who.noDevices')}</p>}
        <ul>
          {patient.devices.map((device) => (
            <li key={`${device.device} ${device.since}`}>
              {nameOf(device.profile)}
              <span className="soft">
                {' '}
                {device.device},{' '}
                {Date.parse(device.since) === 0
                  ? t('devices.always')
                  : t('patients.who.deviceSince', { date: formatDate(device.since, language, now) })}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
