import type { PatientDetail } from '@kotisilta/contract'
import { IconAlertTriangle, IconHandStop, IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import './safety-marks.css'

type Props = Pick<PatientDetail, 'allergies' | 'doNotResuscitate' | 'doNotResuscitateNote' | 'status'>

/** What whoever helps has to know before anything else, in words and with a shape of its own. */
export function SafetyMarks({ allergies, doNotResuscitate, doNotResuscitateNote, status }: Props) {
  const { t } = useTranslation()
  return (
    <ul className="safety-marks" aria-label={t('people.safety.label')}>
      {status !== 'active' && (
        <li data-kind="status">
          <IconInfoCircle size={20} aria-hidden="true" />
          {t(`people.status.${status}`)}
        </li>
      )}
      {doNotResuscitate === true && (
        <li data-kind="dnr">
          <IconHandStop size={20} aria-hidden="true" />
          <b>{t('people.safety.dnr')}</b>
          {doNotResuscitateNote !== null && <span>{doNotResuscitateNote}</span>}
        </li>
      )}
      {allergies === null ? (
        <li data-kind="unknown">{t('people.safety.notAsked')}</li>
      ) : (
        <li data-kind={allergies.length > 0 ? 'allergies' : 'unknown'}>
          {allergies.length > 0 && <IconAlertTriangle size={20} aria-hidden="true" />}
          {allergies.length > 0
            ? t('people.safety.allergies', { list: allergies.join(', ') })
            : t('people.safety.noAllergies')}
        </li>
      )}
    </ul>
  )
}
