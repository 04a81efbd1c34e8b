import type { Quarantined } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { replayQuarantined } from '../../api/endpoints.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatMoment } from '../../words/times.ts'
import { useFailureText } from '../../words/use-words.ts'

/** One thing that could not be placed: why, from where, how it begins, and the button that lets it through again. */
export function QuarantineRow({ row }: { row: Quarantined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const failureText = useFailureText()
  const now = useServerTime(60_000)
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => replayQuarantined(row.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['quarantine'] }),
  })
  return (
    <li className="panel quarantine-row">
      <div className="quarantine-words">
        <h2>{t(`problems.refusal.${row.code}`)}</h2>
        <p className="soft">
          {t('quarantine.at')} {formatMoment(row.at, language, now, true)} · {row.gateway ?? t('quarantine.noGateway')}
          {row.device !== null && ` · ${row.device}`} · {t('quarantine.bytes', { count: row.bytes })}
        </p>
        {row.detail !== '' && <p>{row.detail}</p>}
        <pre className="quarantine-excerpt">{row.excerpt}</pre>
      </div>
      <div className="quarantine-act">
        <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
          {t(replay.isPending ? 'quarantine.replaying' : 'quarantine.replay')}
        </Button>
        <p role="status">
          {replay.isSuccess && t('quarantine.replayed')}
          {replay.isError && t('quarantine.replayFailed', { why: failureText(replay.error) })}
        </p>
      </div>
    </li>
  )
}
