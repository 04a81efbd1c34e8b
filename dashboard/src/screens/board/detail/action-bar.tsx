import type { Alert } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { IconCheck, IconPencil, IconPhone } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { usePatient } from '../../../api/use-patient.ts'
import type { BoardDialog } from '../board-screen.tsx'
import { TakeButton } from '../take-button.tsx'
import { TakeFailure } from '../take-failure.tsx'
import { useMayAct } from '../use-may-act.ts'

interface Props {
  alert: Alert
  onOpen(dialog: BoardDialog): void
}

/** What can be done with the alert now; what cannot says why. */
export function ActionBar({ alert, onOpen }: Props) {
  const { t } = useTranslation()
  const mayAct = useMayAct()
  const patient = usePatient(alert.patient.id)
  const phone = patient.data?.phone ?? undefined
  const mayResolve = mayAct && alert.status === 'acknowledged'
  return (
    <div className="action-bar">
      {alert.status === 'open' && <TakeButton alert={alert} />}
      {phone !== undefined && (
        <Button
          component="a"
          variant="default"
          href={`tel:${phone.replace(/[^+\d]/g, '')}`}
          leftSection={<IconPhone size={20} aria-hidden="true" />}
        >
          {t('board.call', { phone })}
        </Button>
      )}
      {patient.data !== undefined && phone === undefined && <p className="no-phone soft">{t('board.noPhone')}</p>}
      <Button
        variant="default"
        leftSection={<IconPencil size={20} aria-hidden="true" />}
        onClick={() => onOpen('note')}
      >
        {t('board.note')}
      </Button>
      {alert.status !== 'resolved' && (
        <Button
          variant={mayResolve ? 'filled' : 'default'}
          leftSection={<IconCheck size={20} aria-hidden="true" />}
          disabled={!mayResolve}
          aria-describedby="why-not"
          onClick={() => onOpen('resolve')}
        >
          {t('board.resolve')}
        </Button>
      )}
      <p id="why-not" className="why-not soft">
        {alert.status !== 'resolved' && !mayAct && t('board.reason.notLive')}
        {alert.status === 'open' && mayAct && t('board.reason.takeFirst')}
      </p>
      <TakeFailure alert={alert} />
    </div>
  )
}
