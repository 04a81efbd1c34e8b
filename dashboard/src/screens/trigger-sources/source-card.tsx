import type { TriggerSource } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../words/times.ts'
import { SecretOnce } from './secret-once.tsx'
import { areaNames, type OwnArea } from './source-areas.ts'
import { revokeSource, rotateSource } from './source-requests.ts'

/** One service: of which areas it may tell, when it last did, a new secret, and its end; the last two take two touches. */
export function SourceCard({ source, areas }: { source: TriggerSource; areas: readonly OwnArea[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const [asked, setAsked] = useState<'rotate' | 'revoke'>()
  const onSuccess = () => {
    setAsked(undefined)
    return queries.invalidateQueries({ queryKey: ['trigger-sources'] })
  }
  const rotate = useMutation({ mutationFn: () => rotateSource(source.id), onSuccess })
  const revoke = useMutation({ mutationFn: () => revokeSource(source.id), onSuccess })
  const { name, createdAt, lastUsedAt, revokedAt } = source
  const moment = (at: string) => formatMoment(at, language, now)
  const doing = asked === 'rotate' ? rotate : revoke
  return (
    <li className="panel source-card" data-revoked={revokedAt !== null}>
      <h2>{name}</h2>
      <p>{source.areas === 'every' ? t('sources.every') : areaNames(source.areas, areas)}</p>
      <p className="soft">
        {t('sources.made', { at: moment(createdAt) })}
        {' · '}
        {lastUsedAt === null ? t('sources.unused') : t('sources.used', { at: moment(lastUsedAt) })}
        {revokedAt !== null && ` · ${t('sources.revoked', { at: moment(revokedAt) })}`}
      </p>
      {revokedAt === null && asked === undefined && (
        <div className="source-acts">
          <Button variant="default" onClick={() => setAsked('rotate')} aria-label={t('sources.rotateOf', { name })}>
            {t('sources.rotate')}
          </Button>
          <Button variant="default" onClick={() => setAsked('revoke')} aria-label={t('sources.revokeOf', { name })}>
            {t('sources.revoke')}
          </Button>
        </div>
      )}
      {asked !== undefined && (
        <div className="source-acts">
          <b>{t(`sources.sure.${asked}`)}</b>
          <Button loading={doing.isPending} onClick={() => doing.mutate()}>
            {t(asked === 'rotate' ? 'sources.rotateYes' : 'sources.revokeYes')}
          </Button>
          <Button variant="default" onClick={() => setAsked(undefined)}>
            {t('shell.cancel')}
          </Button>
        </div>
      )}
      {doing.isError && <FailureNotice error={doing.error} say={(why) => t('sources.failed', { why })} />}
      <div role="status">{rotate.data !== undefined && revokedAt === null && <SecretOnce source={rotate.data} />}</div>
    </li>
  )
}
