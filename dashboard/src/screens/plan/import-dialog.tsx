import type { CarePlan, PlanPreview } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { previewPlanFile } from '../../api/plan-endpoints.ts'
import { RequestFailed } from '../../api/request-failed.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { DifferenceList } from './difference-list.tsx'
import { FaultList } from './fault-list.tsx'
import { UnreadList } from './unread-list.tsx'

interface Props {
  care: CarePlan
  file: File
  onClose(): void
  onUse(preview: PlanPreview): void
}

/** What the plan in the file would change, before anything is changed; what cannot be read says where and why. */
export function ImportDialog({ care, file, onClose, onUse }: Props) {
  const { t } = useTranslation()
  const { id } = care.patient
  const preview = useQuery({
    queryKey: ['plan', id, 'file', file.name, file.lastModified, file.size],
    queryFn: async () => previewPlanFile(id, await file.text()),
    gcTime: 0,
    retry: false,
  })
  const { data, error } = preview
  const unread = error instanceof RequestFailed ? (error.problem?.faults ?? []) : []
  return (
    <Dialog opened onClose={onClose} title={t('plan.transfer.preview', { file: file.name })} size="lg">
      <div className="dialog-body">
        {preview.isError && <FailureNotice error={error} say={(why) => t('plan.transfer.unread', { why })} />}
        <UnreadList faults={unread} />
        {preview.isPending && <LoadingNotice />}
        {data !== undefined && (
          <>
            <FaultList faults={data.faults} />
            {data.needsApproval && <p className="plan-warning">{t('plan.save.fourEyes')}</p>}
            {care.templates.length > 0 && <p className="soft">{t('plan.transfer.keepsTemplates')}</p>}
            <DifferenceList differences={data.differences} />
          </>
        )}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button
            disabled={data === undefined || data.differences.length === 0}
            onClick={() => data !== undefined && onUse(data)}
          >
            {t('plan.transfer.use')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
