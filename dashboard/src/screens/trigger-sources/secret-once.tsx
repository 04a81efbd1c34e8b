import type { TriggerSource } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { sampleCall } from './sample-call.ts'

/** The secret, this once, and how the other service signs with it. */
export function SecretOnce({ source }: { source: TriggerSource & { secret: string } }) {
  const { t } = useTranslation()
  const { id, secret, areas } = source
  const area = areas === 'every' ? 'default' : (areas[0] ?? 'default')
  return (
    <div className="source-secret">
      <p>
        <b>{t('sources.once')}</b>
      </p>
      <p>{t('sources.id')}</p>
      <pre className="code-command">{id}</pre>
      <p>{t('sources.secret')}</p>
      <pre className="code-command">{secret}</pre>
      <p>{t('sources.sample')}</p>
      {/* A keyboard can scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached */}
      <section className="source-sample" tabIndex={0} aria-label={t('sources.sample')}>
        <pre className="code-command">{sampleCall(window.location.origin, id, secret, area)}</pre>
      </section>
    </div>
  )
}
