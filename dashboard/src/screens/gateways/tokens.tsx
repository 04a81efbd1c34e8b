import type { ApiToken, GatewaySummary } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatDate, formatMoment } from '../../words/times.ts'
import { getTokens, revokeToken } from './gateways-api.ts'
import { NewToken } from './new-token.tsx'

/** Integrators' tokens: what each allows, until when, and when it was last used. */
export function Tokens({ gateways }: { gateways: readonly GatewaySummary[] }) {
  const { t } = useTranslation()
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: getTokens })
  return (
    <section className="tokens" aria-labelledby="tokens-title">
      <h2 id="tokens-title">{t('gateways.tokens.title')}</h2>
      <p className="soft">{t('gateways.tokens.text')}</p>
      <NewToken gateways={gateways} />
      {tokens.isError && (
        <FailureNotice
          error={tokens.error}
          say={(why) => t('gateways.failed', { why })}
          onRetry={() => void tokens.refetch()}
        />
      )}
      <ul className="token-rows">
        {tokens.data?.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
    </section>
  )
}

function TokenRow({ token }: { token: ApiToken }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeToken(token.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['tokens'] }),
  })
  return (
    <li className="panel token-row">
      <div>
        <h3>{token.name}</h3>
        <p className="soft">
          {token.scopes.map((scope) => t(`gateways.scope.${scope}`)).join(', ')}
          {token.gateway !== null && ` · ${token.gateway}`}
        </p>
        <p>
          {token.revokedAt === null
            ? t('gateways.tokens.until', { date: formatDate(token.expiresAt, language, now) })
            : t('gateways.tokens.revoked', { date: formatDate(token.revokedAt, language, now) })}
          {' · '}
          {token.lastUsedAt === null
            ? t('gateways.tokens.unused')
            : t('gateways.tokens.used', { at: formatMoment(token.lastUsedAt, language, now) })}
        </p>
      </div>
      {token.revokedAt === null && (
        <Button variant="default" loading={revoke.isPending} onClick={() => revoke.mutate()}>
          {t('gateways.tokens.revoke')}
        </Button>
      )}
    </li>
  )
}
