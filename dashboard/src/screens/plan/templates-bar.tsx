import type { CarePlan, PlanPreview } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '../../api/plan-endpoints.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { DifferenceList } from './difference-list.tsx'
import { useTemplatePreview, useTemplates } from './use-plan.ts'

interface Props {
  care: CarePlan
  /** Only while nothing else is being changed: the preview is of the plan in force. */
  isFree: boolean
  mayChange: boolean
  onUse(preview: PlanPreview, templates: Choice): void
}

/** The templates under the plan; another one is shown with all that it changes before it is used. */
export function TemplatesBar({ care, isFree, mayChange, onUse }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const templates = useTemplates(mayChange)
  const [wanted, setWanted] = useState<Choice>()
  const present = care.templates.map(({ id, version }) => ({ id, version }))
  const others = [...(care.areaPlan === null ? [] : [care.areaPlan]), ...(templates.data ?? [])].filter(
    (template) => !present.some(({ id, version }) => id === template.id && version === template.version),
  )
  const add = (id: string) => {
    const template = others.find((one) => one.id === id)
    if (template === undefined) return
    const rest = present.filter((one) => one.id !== id)
    const laid = { id, version: template.version }
    // What the area has for everybody lies under what is for a condition.
    setWanted(id === care.areaPlan?.id ? [laid, ...rest] : [...rest, laid])
  }
  return (
    <section className="panel plan-part" aria-labelledby="plan-templates">
      <h2 id="plan-templates">{t('plan.templates.title')}</h2>
      {care.templates.length === 0 && <p className="soft">{t('plan.templates.none')}</p>}
      {areaHasNewer(care) && <p className="plan-warning">{t('plan.templates.areaChanged')}</p>}
      <ul className="plan-list">
        {care.templates.map(({ id, title }) => (
          <li key={id}>
            <span>{title[language]}</span>
            {mayChange && (
              <Button
                variant="default"
                disabled={!isFree}
                aria-label={t('plan.removeNamed', { name: title[language] })}
                onClick={() => setWanted(present.filter((one) => one.id !== id))}
              >
                {t('plan.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <NativeSelect
          label={t('plan.templates.add')}
          description={isFree ? undefined : t('plan.templates.notNow')}
          disabled={!isFree || others.length === 0}
          value=""
          data={[
            { value: '', label: t('plan.choose') },
            ...others.map(({ id, title }) => ({ value: id, label: title[language] })),
          ]}
          onChange={(event) => add(event.currentTarget.value)}
        />
      )}
      {templates.isError && <FailureNotice error={templates.error} say={(why) => t('plan.failed', { why })} />}
      {wanted !== undefined && (
        <PreviewDialog
          patient={care.patient.id}
          wanted={wanted}
          about={
            templates.data?.find(({ id }) => id === wanted.at(-1)?.id && !present.some((one) => one.id === id))?.about[
              language
            ]
          }
          onClose={() => setWanted(undefined)}
          onUse={(preview) => {
            onUse(preview, wanted)
            setWanted(undefined)
          }}
        />
      )}
    </section>
  )
}

/** The plan rests on what the area had before. */
const areaHasNewer = ({ areaPlan, templates }: CarePlan): boolean =>
  templates.some(({ id, version }) => id === areaPlan?.id && version < areaPlan.version)

interface PreviewProps {
  patient: string
  wanted: Choice
  about: string | undefined
  onClose(): void
  onUse(preview: PlanPreview): void
}

function PreviewDialog({ patient, wanted, about, onClose, onUse }: PreviewProps) {
  const { t } = useTranslation()
  const preview = useTemplatePreview(patient, wanted)
  return (
    <Dialog opened onClose={onClose} title={t('plan.templates.preview')} size="lg">
      <div className="dialog-body">
        {about !== undefined && <p>{about}</p>}
        {preview.isError && <FailureNotice error={preview.error} say={(why) => t('plan.failed', { why })} />}
        {preview.data === undefined && !preview.isError && <LoadingNotice />}
        {preview.data !== undefined && <DifferenceList differences={preview.data.differences} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button disabled={preview.data === undefined} onClick={() => preview.data && onUse(preview.data)}>
            {t('plan.templates.use')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
