import type { EscalationPolicy, KeptPolicy, OnCallSettings } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { removeOnCall } from '../../api/on-call.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDateTime } from '../../words/times.ts'
import { useSpanText } from '../../words/use-words.ts'
import { forWhat, targetText } from './chain-words.ts'
import { HistoryPart } from './history-part.tsx'
import { RemoveButton } from './remove-button.tsx'
import { useOnCallChange } from './use-on-call.ts'

/** A chain as sentences: whom it calls, one after the other, and what then. */
export function ChainWords({ policy, settings }: { policy: EscalationPolicy; settings: OnCallSettings }) {
  const { t } = useTranslation()
  const spanText = useSpanText()
  const { steps, repeats, takers, holdSeconds } = policy
  return (
    <>
      <p className="soft">{forWhat(t, policy, settings)}</p>
      <ol className="on-call-steps">
        {steps.map(({ to, waitSeconds }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the chain
          <li key={place}>
            {t('onCall.chains.step', {
              who: to.map((target) => targetText(t, target, settings)).join(` ${t('onCall.chains.and')} `),
              time: spanText(waitSeconds * 1000),
            })}
          </li>
        ))}
      </ol>
      <p>
        {t('onCall.chains.repeats', { count: repeats })} {takers > 1 && t('onCall.chains.takers', { count: takers })}{' '}
        {holdSeconds !== undefined && t('onCall.chains.hold', { time: spanText(holdSeconds * 1000) })}
      </p>
    </>
  )
}

interface Props {
  policy: KeptPolicy
  settings: OnCallSettings
  mayChange: boolean
  onEdit(): void
}

export function ChainCard({ policy, settings, mayChange, onEdit }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const [history, setHistory] = useState(false)
  const removing = useOnCallChange(() =>
    removeOnCall('policies', policy.id, { version: policy.version, reason: t('onCall.chains.removed') }),
  )
  return (
    <article className="on-call-card" aria-label={policy.name}>
      <h2>{policy.name}</h2>
      <ChainWords policy={policy} settings={settings} />
      <p className="soft">
        {t('onCall.history.line', {
          version: policy.version,
          time: formatDateTime(policy.changedAt, language, now),
          name: policy.changedBy ?? t('onCall.history.commandLine'),
        })}{' '}
        {policy.reason}
      </p>
      {removing.isError && <FailureNotice error={removing.error} />}
      <div className="on-call-buttons">
        {mayChange && (
          <>
            <Button variant="default" onClick={onEdit} aria-label={t('onCall.edit.openOf', { name: policy.name })}>
              {t('onCall.edit.open')}
            </Button>
            <RemoveButton
              name={policy.name}
              label={t('onCall.chains.remove')}
              pending={removing.isPending}
              onRemove={() => removing.mutate(undefined)}
            />
          </>
        )}
        <Button variant="default" aria-expanded={history} onClick={() => setHistory(!history)}>
          {t('onCall.history.open')}
        </Button>
      </div>
      {history && <HistoryPart what="policy" id={policy.id} version={policy.version} mayChange={mayChange} />}
    </article>
  )
}
