import type { Alert } from '@kotisilta/contract'
import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { ResolveForm } from './resolve-form.tsx'

interface Props {
  alert: Alert
  opened: boolean
  onClose(): void
}

/** A slip of the finger beside it does not close it: what has been written would be lost. */
export function ResolveDialog({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
      title={t('board.resolveDialog.title', { title: alert.words[language].title, name: alert.patient.name })}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      <ResolveForm key={alert.id} alert={alert} onClose={onClose} />
    </Modal>
  )
}
