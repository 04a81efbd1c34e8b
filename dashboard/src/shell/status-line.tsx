import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { feedStatus } from '../live/feed.ts'
import { useLive } from '../live/live-provider.tsx'
import { DutyHead } from '../screens/on-call/duty-head.tsx'
import { Counts } from './counts.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { LostBar } from './lost-bar.tsx'

/** The region in one line, in the same place on every screen; a lost feed takes its place, for it makes the counts worthless. */
export function StatusLine() {
  const status = useLive((state) => feedStatus(state.feed))
  const { t } = useTranslation()
  const { pathname } = useLocation()
  if (status === 'lost') return <LostBar />
  return (
    <section className="status-line" aria-label={t('live.counts.label')}>
      <Counts />
      <DutyHead />
      {pathname !== '/' && <Elsewhere />}
    </section>
  )
}
