import type { Alert } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getChoices } from '../../../api/people-endpoints.ts'
import { useSession } from '../../../api/session.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useGive } from '../../handover/use-handover.ts'

interface Props {
  alert: Alert
  opened: boolean
  onClose(): void
}

/** One alert is offered to a colleague; until it has been received it stays with whoever has it, so that it is never nobody's. */
export function HandOnDialog({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const title = t('board.handOnDialog.title', { title: alert.words[language].title, name: alert.patient.name })
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <HandOnForm key={alert.id} alert={alert} onClose={onClose} />
    </Dialog>
  )
}

function HandOnForm({ alert, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const { user } = useSession()
  const choices = useQuery({ queryKey: ['people-choices'], queryFn: getChoices })
  const [to, setTo] = useState('')
  const give = useGive()
  const others = (choices.data?.staff ?? []).filter(({ id }) => id !== user.id)
  return (
    <div className="dialog-body">
      <p>{t('board.handOnDialog.text')}</p>
      <NativeSelect
        size="md"
        label={t('handover.give.to')}
        data-autofocus
        value={to}
        data={[
          { value: '', label: t('handover.give.anybody') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      {give.isError && <FailureNotice error={give.error} say={(why) => t('board.failed', { why })} />}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button
          loading={give.isPending}
          onClick={() =>
            give.mutate(
              { to: to === '' ? null : to, alerts: [alert.id], work: [], tasks: [], worries: [] },
              { onSuccess: onClose },
            )
          }
        >
          {t('board.handOnDialog.save')}
        </Button>
      </div>
    </div>
  )
}
