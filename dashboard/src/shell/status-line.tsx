import { useLocation } from 'react-router'
import { feedStatus } from '../live/feed.ts'
import { useLive } from '../live/live-provider.tsx'
import { Counts } from './counts.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { LostBar } from './lost-bar.tsx'

/** The region in one line, in the same place on every screen; a lost feed takes its place, for it makes the counts worthless. */
export function StatusLine() {
  const status = useLive((state) => feedStatus(state.feed))
  const { pathname } = useLocation()
  if (status === 'lost') return <LostBar />
  return (
    <div className="status-line">
      <Counts />
      {pathname !== '/' && <Elsewhere />}
    </div>
  )
}
