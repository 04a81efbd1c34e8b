import type { PatientDetail } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { ageAt } from '../../words/times.ts'
import { PhoneLink } from './phone-link.tsx'
import './person.css'

/** Age, municipality and language, then how to get in, then what to know first. */
export function PersonFacts({ patient }: { patient: PatientDetail }) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const home = [
    patient.keyBox !== null && t('patients.who.keyBox', { code: patient.keyBox }),
    patient.livesAlone !== null && t(patient.livesAlone ? 'patients.who.livesAlone' : 'patients.who.livesWithOthers'),
  ].filter((fact) => fact !== false)
  const person = [
    patient.birthYear !== null && t('patients.who.age', { count: ageAt(patient.birthYear, now) }),
    patient.municipality,
    t(`terms.patientLanguage.${patient.language}`),
  ].filter((fact) => fact !== false && fact !== null)
  return (
    <div className="person">
      <p>{person.join(' · ')}</p>
      {home.length > 0 && (
        <p>
          <b>{home.join(' · ')}</b>
        </p>
      )}
      {patient.notes !== null && patient.notes !== '' && (
        <div className="person-notes">
          <p className="person-label">{t('patients.who.notes')}</p>
          <p>{patient.notes}</p>
        </div>
      )}
      {patient.responsible !== null && (
        <p>
          <span className="person-label">{t('people.field.responsible')}</span> {patient.responsible.name}
        </p>
      )}
      {patient.address !== null && <p>{patient.address}</p>}
      {patient.phone !== null && <PhoneLink phone={patient.phone} />}
    </div>
  )
}
