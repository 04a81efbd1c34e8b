import type { Alert } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../locales/use-language.ts'
import { useTake, useTaking } from './use-alert-actions.ts'
import { useMayAct } from './use-may-act.ts'

/** One touch takes the alert. It says so only when the server has. */
export function TakeButton({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const mayAct = useMayAct()
  const take = useTake()
  const { pending } = useTaking(alert.id)
  const { title } = alert.words[language]
  return (
    <div className="take">
      <Button
        disabled={!mayAct}
        loading={pending}
        aria-label={t('board.takeName', { title, name: alert.patient.name })}
        {...(!mayAct && { title: t('board.reason.notLive') })}
        onClick={() => take.mutate(alert)}
      >
        {t(pending ? 'board.taking' : 'board.take')}
      </Button>
    </div>
  )
}
