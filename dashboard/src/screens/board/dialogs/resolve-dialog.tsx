import type { Alert } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../locales/use-language.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { ResolveForm } from './resolve-form.tsx'

interface Props {
  alert: Alert
  opened: boolean
  onClose(): void
}

export function ResolveDialog({ alert, opened, onClose }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('board.resolveDialog.title', { title: alert.words[language].title, name: alert.patient.name })}
    >
      <ResolveForm key={alert.id} alert={alert} onClose={onClose} />
    </Dialog>
  )
}
