import type { Alert } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconChevronDown,
  IconClockPause,
  IconPencil,
  IconPhone,
} from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../../api/session.ts'
import { usePatient } from '../../../api/use-patient.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { AlertAsks, AskOfAlert } from '../../asks/alert-asks.tsx'
import { PromiseButton } from '../../worklist/promise-button.tsx'
import type { BoardDialog } from '../board-screen.tsx'
import { TakeButton } from '../take-button.tsx'
import { TakeFailure } from '../take-failure.tsx'
import { useHandBack } from '../use-alert-actions.ts'
import { useMayAct } from '../use-may-act.ts'
import { canBeTakenBy } from '../wants-more.ts'
import { OfferedTo } from './offered-to.tsx'
import { VideoButton } from './video-button.tsx'

interface Props {
  alert: Alert
  onOpen(dialog: BoardDialog): void
}

/** What can be done with the alert now; what cannot says why. What is not done each time is behind one button. */
export function ActionBar({ alert, onOpen }: Props) {
  const { t } = useTranslation()
  const mayAct = useMayAct()
  const patient = usePatient(alert.patient.id)
  const phone = patient.data?.phone ?? undefined
  const { user } = useSession()
  const handBack = useHandBack(alert)
  const isMine = alert.status === 'acknowledged' && alert.owner?.id === user.id
  const [openFor, setOpenFor] = useState<string>()
  const rest = useId()
  const isOpen = openFor === alert.id
  const mayResolve = mayAct && alert.status === 'acknowledged'
  return (
    <div className="action-bar">
      {canBeTakenBy(alert, user.id) && <TakeButton alert={alert} />}
      {phone !== undefined && (
        <Button
          component="a"
          variant="default"
          href={`tel:${phone.replace(/[^+\d]/g, '')}`}
          leftSection={<IconPhone size={20} aria-hidden="true" />}
        >
          <span className="call-words">
            {t('board.call')} <span className="call-number">{phone}</span>
          </span>
        </Button>
      )}
      {patient.data !== undefined && phone === undefined && <p className="no-phone soft">{t('board.noPhone')}</p>}
      <AskOfAlert alert={alert} />
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
      <Button
        variant="default"
        rightSection={<IconChevronDown size={20} aria-hidden="true" />}
        aria-expanded={isOpen}
        aria-controls={rest}
        onClick={() => setOpenFor(isOpen ? undefined : alert.id)}
      >
        {t('board.more')}
      </Button>
      <div id={rest} className="action-more" hidden={!isOpen}>
        <Button
          variant="default"
          leftSection={<IconPencil size={20} aria-hidden="true" />}
          onClick={() => onOpen('note')}
        >
          {t('board.note')}
        </Button>
        <VideoButton patient={alert.patient.id} />
        {isMine && (
          <>
            <PromiseButton alert={alert} />
            <Button
              variant="default"
              leftSection={<IconClockPause size={20} aria-hidden="true" />}
              disabled={!mayAct}
              onClick={() => onOpen('snooze')}
            >
              {t('board.snooze')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconArrowForwardUp size={20} aria-hidden="true" />}
              disabled={!mayAct}
              onClick={() => onOpen('hand-on')}
            >
              {t('board.handOn')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={20} aria-hidden="true" />}
              disabled={!mayAct}
              loading={handBack.isPending}
              onClick={() => handBack.mutate()}
            >
              {t('board.handBack')}
            </Button>
          </>
        )}
      </div>
      <AlertAsks alert={alert} />
      {isMine && <OfferedTo alert={alert} />}
      <p id="why-not" className="why-not soft">
        {alert.status !== 'resolved' && !mayAct && t('board.reason.notLive')}
        {alert.status === 'open' && mayAct && t('board.reason.takeFirst')}
      </p>
      <TakeFailure alert={alert} />
      {handBack.isError && <FailureNotice error={handBack.error} say={(why) => t('board.failed', { why })} />}
    </div>
  )
}
