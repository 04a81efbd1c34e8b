import type { PlanVersion } from '@kotisilta/contract'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { formatDateTime } from '../../../words/times.ts'
import { DifferenceList } from '../difference-list.tsx'
import { useCare, useEditing } from '../editing.ts'
import { usePlanHistory, useRestorePlan } from '../use-plan.ts'
import { PastList } from './past-list.tsx'

/** Who changed what and why, newest first; any version can be had again. */
export function HistorySection() {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const care = useCare()
  const { mayChange } = useEditing()
  const history = usePlanHistory(care.patient.id)
  const [restoring, setRestoring] = useState<number>()
  const moment = (at: string) => formatDateTime(at, language, now)
  const by = ({ change, changedBy, approvedBy, restored }: PlanVersion) => {
    const name = changedBy?.name ?? t('plan.system')
    const what = t(`plan.history.change.${change}`, { version: restored ?? 0 })
    return approvedBy === null
      ? t('plan.history.by', { name, what })
      : t('plan.history.byTwo', { name, what, other: approvedBy.name })
  }
  if (history.data === undefined) {
    return history.isError ? (
      <FailureNotice
        error={history.error}
        say={(why) => t('plan.failed', { why })}
        onRetry={() => void history.refetch()}
      />
    ) : (
      <LoadingNotice />
    )
  }
  return (
    <section className="panel plan-part" aria-labelledby="plan-history">
      <h2 id="plan-history">{t('plan.history.title')}</h2>
      {history.data.versions.length === 0 && <p>{t('plan.history.none')}</p>}
      <ol className="plan-versions">
        {history.data.versions.map((version) => (
          <li key={version.version}>
            <h3>
              {t('plan.history.version', { version: version.version })}
              {version.version === care.version && <span className="plan-origin">{t('plan.history.inForce')}</span>}
            </h3>
            <p>
              {moment(version.changedAt)} · {by(version)}
            </p>
            {version.reason !== '' && <p>{t('plan.history.reason', { reason: version.reason })}</p>}
            {version.until !== null && (
              <p>{t('plan.history.span', { from: moment(version.from), until: moment(version.until) })}</p>
            )}
            <details>
              <summary>{t('plan.history.differences', { count: version.differences.length })}</summary>
              <DifferenceList differences={version.differences} />
            </details>
            {mayChange && version.version !== care.version && (
              <Button variant="default" onClick={() => setRestoring(version.version)}>
                {t('plan.history.restore', { version: version.version })}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {mayChange && care.version !== 0 && (
        <div>
          <Button variant="default" onClick={() => setRestoring(0)}>
            {t('plan.history.restoreGroup')}
          </Button>
        </div>
      )}
      <PastList history={history.data} />
      {restoring !== undefined && <RestoreDialog version={restoring} onClose={() => setRestoring(undefined)} />}
    </section>
  )
}

function RestoreDialog({ version, onClose }: { version: number; onClose(): void }) {
  const { t } = useTranslation()
  const care = useCare()
  const restore = useRestorePlan(care.patient.id)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const isMissing = reason.trim() === ''
  const save = () => {
    setTried(true)
    if (!isMissing) restore.mutate({ seen: care.newest, version, reason: reason.trim() }, { onSuccess: onClose })
  }
  const title = version === 0 ? t('plan.history.restoreGroup') : t('plan.history.restore', { version })
  return (
    <Dialog opened onClose={onClose} title={title}>
      <div className="dialog-body">
        {care.fourEyes && <p>{t('plan.save.fourEyesMaybe')}</p>}
        <Textarea
          label={t('plan.save.reason')}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          error={tried && isMissing ? t('plan.save.reasonMissing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {restore.isError && <FailureNotice error={restore.error} say={(why) => t('plan.failed', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={restore.isPending} onClick={save}>
            {title}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
