import type { GatewaySummary } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { revokeGateway } from './gateways-api.ts'

interface Props {
  gateway: GatewaySummary
  opened: boolean
  onClose(): void
}

/** Says what it means before it is done: an alarm from that home will not come through. */
export function RevokeDialog({ gateway, opened, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeGateway(gateway.id),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['gateways'] })
      onClose()
    },
  })
  return (
    <Dialog opened={opened} onClose={onClose} title={t('gateways.revokeDialog.title', { gateway: gateway.id })}>
      <div className="dialog-body">
        <p>{t('gateways.revokeDialog.text')}</p>
        {revoke.isError && <FailureNotice error={revoke.error} say={(why) => t('gateways.failed', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {t('gateways.revokeDialog.do')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
