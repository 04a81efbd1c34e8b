import type { CarePlan, PlanPreview } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { planFileAddress } from '../../api/plan-endpoints.ts'
import { useSession } from '../../api/session.ts'
import { keepsTemplates } from '../../shell/rights.ts'
import { ImportDialog } from './import-dialog.tsx'

interface Props {
  care: CarePlan
  /** Only while nothing else is being changed: the preview is of the plan in force. */
  isFree: boolean
  mayChange: boolean
  onUse(preview: PlanPreview): void
}

/** The plan on paper, as a file for another system, and from one. */
export function TransferBar({ care, isFree, mayChange, onUse }: Props) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File>()
  const input = useRef<HTMLInputElement>(null)
  const { id } = care.patient
  const { user } = useSession()
  const close = () => setFile(undefined)
  return (
    <div className="plan-transfer">
      <Link className="button-link" to={`/patients/${encodeURIComponent(id)}/plan/paper`}>
        {t('plan.paper.open')}
      </Link>
      <Button component="a" variant="default" href={planFileAddress(id, 'CarePlan')} download>
        {t('plan.transfer.export')}
      </Button>
      <Button component="a" variant="default" href={planFileAddress(id, 'PlanDefinition')} download>
        {t('plan.transfer.exportModel')}
      </Button>
      {keepsTemplates(user.role) && (
        <Link className="button-link" to={`/plan-settings/templates/new?from=${encodeURIComponent(id)}`}>
          {t('plan.transfer.template')}
        </Link>
      )}
      {mayChange && (
        <>
          <input
            ref={input}
            className="unseen"
            type="file"
            tabIndex={-1}
            aria-label={t('plan.transfer.file')}
            accept=".json,application/json,application/fhir+json"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0])
              // The same file can be chosen again once it has been put right.
              event.currentTarget.value = ''
            }}
          />
          <Button variant="default" disabled={!isFree} onClick={() => input.current?.click()}>
            {t('plan.transfer.import')}
          </Button>
          {!isFree && <p className="soft">{t('plan.templates.notNow')}</p>}
        </>
      )}
      {file !== undefined && (
        <ImportDialog
          care={care}
          file={file}
          onClose={close}
          onUse={(preview) => {
            onUse(preview)
            close()
          }}
        />
      )}
    </div>
  )
}
