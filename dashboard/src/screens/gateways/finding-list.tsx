import type { GatewaySummary } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { useFailureText } from '../../words/use-words.ts'
import { seeFinding } from './gateways-api.ts'

/** What a technician should know of a gateway; seen, it goes until it comes again. */
export function FindingList({ gateway }: { gateway: GatewaySummary }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const failureText = useFailureText()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const seen = useMutation({
    mutationFn: (code: string) => seeFinding(gateway.id, code),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['gateways'] }),
  })
  if (gateway.findings.length === 0) return null
  return (
    <div>
      <h3>{t('gateways.findings')}</h3>
      <ul className="gateway-findings">
        {gateway.findings.map(({ code, count, lastAt, detail }) => (
          <li key={code}>
            <div>
              <p>
                {t(`gateways.finding.${code}`)} · {t('gateways.times', { count })} ·{' '}
                {t('gateways.last', { at: formatMoment(lastAt, language, now) })}
              </p>
              <p className="soft gateway-detail">{detail}</p>
            </div>
            <Button
              variant="default"
              loading={seen.isPending && seen.variables === code}
              onClick={() => seen.mutate(code)}
            >
              {t('gateways.seen')}
            </Button>
          </li>
        ))}
      </ul>
      <p role="status">{seen.isError && t('gateways.failed', { why: failureText(seen.error) })}</p>
    </div>
  )
}
