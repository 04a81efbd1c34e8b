import type { ReactNode } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useOverview } from '../api/use-overview.ts'
import { countByStatus } from '../live/count-by-status.ts'
import { useLive } from '../live/live-provider.tsx'
import { useLanguage } from '../locales/use-language.ts'
import { formatTime } from '../words/times.ts'

const bold = { b: <b /> }

/** The head line: who needs somebody, who is being helped, how many are quiet, which homes are not heard. */
export function Counts() {
  const { t } = useTranslation()
  const language = useLanguage()
  const alerts = useLive((state) => state.alerts)
  const overview = useOverview(alerts)
  const { open, acknowledged } = countByStatus(alerts)
  const unheard = overview.data?.unheard.length ?? 0
  const parts: [string, ReactNode][] = [
    ['open', <Trans key="open" i18nKey="live.counts.needSomeone" count={open} components={bold} />],
    ['hand', <Trans key="hand" i18nKey="live.counts.inHand" count={acknowledged} components={bold} />],
  ]
  if (overview.data !== undefined) {
    parts.push(
      ['quiet', <Trans key="quiet" i18nKey="live.counts.quiet" count={overview.data.quiet} components={bold} />],
      [
        'unheard',
        <Link key="unheard" to="/unheard">
          <Trans i18nKey="live.counts.unheard" count={unheard} components={bold} />
        </Link>,
      ],
    )
  }
  return (
    <div className="counts">
      <ul className="counts-list">
        {parts.map(([name, words]) => (
          <li key={name} data-count={name} data-some={name === 'open' && open > 0 ? '' : undefined}>
            {words}
          </li>
        ))}
      </ul>
      {overview.isError && overview.data !== undefined && (
        <span className="soft">{t('live.counts.old', { time: formatTime(overview.dataUpdatedAt, language) })}</span>
      )}
    </div>
  )
}
