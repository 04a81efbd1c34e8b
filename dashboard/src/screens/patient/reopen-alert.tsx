import { type Alert, ENDED_BY_ITSELF } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { reopen } from '../../api/endpoints.ts'
import { useLiveStore } from '../../live/live-provider.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'

/** Whether the alert's end was nobody's. */
export const hasEndedByItself = ({ status, history }: Alert): boolean =>
  status === 'resolved' && history.findLast(({ event }) => event === 'resolved')?.outcome === ENDED_BY_ITSELF

/** What ended by itself is a concern all the same: whoever says so has it. */
export function ReopenAlert({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const store = useLiveStore()
  const client = useQueryClient()
  const opening = useMutation({
    mutationFn: () => reopen(alert.id, alert.version),
    onSuccess: (answer) => store.tell({ type: 'answer', alert: answer }),
    // Also after a refusal: somebody else was first, or it has come again.
    onSettled: () => client.invalidateQueries({ queryKey: ['alerts', alert.patient.id] }),
  })
  return (
    <>
      <Button variant="default" loading={opening.isPending} onClick={() => opening.mutate()}>
        {t('patients.done.reopen')}
      </Button>
      {opening.isError && (
        <FailureNotice error={opening.error} say={(why) => t('patients.done.reopenFailed', { why })} />
      )}
    </>
  )
}
