import type { KeptTemplate } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { RequestFailed } from '../../api/request-failed.ts'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { keepsTemplates } from '../../shell/rights.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { UnreadList } from '../plan/unread-list.tsx'
import { templateFileAddress } from './plan-settings-requests.ts'
import { useAllTemplates, useImportTemplate, useRetireTemplate } from './use-plan-settings.ts'

/** The product's templates and the house's own; what is retired is laid no more, and stays where it lies. */
export function TemplateList() {
  const { t } = useTranslation()
  const { user } = useSession()
  const templates = useAllTemplates()
  const mayChange = keepsTemplates(user.role)
  return (
    <section className="panel" aria-labelledby="plan-templates-kept">
      <h2 id="plan-templates-kept">{t('planSettings.templates.title')}</h2>
      <p className="soft">{t('planSettings.templates.hint')}</p>
      {mayChange && (
        <div className="settings-acts">
          <Link className="button-link" to="/plan-settings/templates/new">
            {t('planSettings.templates.new')}
          </Link>
          <ImportButton />
        </div>
      )}
      {templates.isPending && <LoadingNotice />}
      {templates.isError && <FailureNotice error={templates.error} onRetry={() => void templates.refetch()} />}
      <ul className="settings-list">
        {templates.data?.map((template) => (
          <TemplateRow key={template.id} template={template} mayChange={mayChange && template.from === 'house'} />
        ))}
      </ul>
    </section>
  )
}

function TemplateRow({ template, mayChange }: { template: KeptTemplate; mayChange: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const retire = useRetireTemplate()
  const { id, title, about, version, addedAt, addedBy, retiredAt } = template
  return (
    <li data-retired={retiredAt !== null || undefined}>
      <div>
        <Link className="table-link" to={`/plan-settings/templates/${encodeURIComponent(id)}`}>
          {title[language]}
        </Link>
        <p className="soft">{about[language]}</p>
        <p className="soft">
          {addedAt === null
            ? t('planSettings.templates.product')
            : t('planSettings.templates.house', {
                version,
                at: formatDateTime(addedAt, language, now),
                name: addedBy?.name ?? '',
              })}
          {retiredAt !== null && (
            <b> {t('planSettings.templates.retired', { at: formatDateTime(retiredAt, language, now) })}</b>
          )}
        </p>
      </div>
      <div className="settings-acts">
        <Button
          component="a"
          variant="default"
          href={templateFileAddress(id)}
          download
          aria-label={t('planSettings.templates.exportNamed', { name: title[language] })}
        >
          {t('planSettings.templates.export')}
        </Button>
        {mayChange && (
          <Button
            variant="default"
            loading={retire.isPending}
            aria-label={t(
              retiredAt === null ? 'planSettings.templates.retireNamed' : 'planSettings.templates.backNamed',
              {
                name: title[language],
              },
            )}
            onClick={() => retire.mutate({ id, retired: retiredAt === null })}
          >
            {t(retiredAt === null ? 'planSettings.templates.retire' : 'planSettings.templates.back')}
          </Button>
        )}
      </div>
      {retire.isError && <FailureNotice error={retire.error} say={(why) => t('plan.failed', { why })} />}
    </li>
  )
}

function ImportButton() {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const bring = useImportTemplate()
  const faults = bring.error instanceof RequestFailed ? (bring.error.problem?.faults ?? []) : []
  return (
    <>
      <input
        ref={input}
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={t('planSettings.templates.file')}
        accept=".json,application/json,application/fhir+json"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file !== undefined) bring.mutate(file)
        }}
      />
      <Button variant="default" loading={bring.isPending} onClick={() => input.current?.click()}>
        {t('planSettings.templates.import')}
      </Button>
      {bring.isError && <FailureNotice error={bring.error} say={(why) => t('plan.transfer.unread', { why })} />}
      <UnreadList faults={faults} />
    </>
  )
}
