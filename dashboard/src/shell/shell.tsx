import { Navigate, Outlet, useLocation } from 'react-router'
import { useSession, useSessionState } from '../api/session.ts'
import { LiveProvider } from '../live/live-provider.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { LoadingNotice } from '../ui/loading-notice.tsx'
import { Announcer } from './announcer.tsx'
import { Header } from './header.tsx'
import { OpenHeader } from './open-header.tsx'
import { caresForClients, putsDataRight } from './rights.ts'
import { SkipLink } from './skip-link.tsx'
import { StatusLine } from './status-line.tsx'
import { TroubleBars } from './trouble-bars.tsx'
import './shell.css'

/** What open pages may be read without signing in. */
const OPEN_TO_ALL = new Set(['/about'])

/** The frame round every screen but the sign-in: who is signed in, whether the feed is live, and the way round. */
export function Shell() {
  const location = useLocation()
  const { data, error, refetch } = useSessionState()

  if (error !== null && data === undefined) {
    return (
      <main className="shell-alone">
        <FailureNotice error={error} onRetry={() => void refetch()} />
      </main>
    )
  }
  if (data === undefined) {
    return (
      <main className="shell-alone">
        <LoadingNotice />
      </main>
    )
  }
  if (data.session === undefined) {
    if (!OPEN_TO_ALL.has(location.pathname)) {
      const from = location.pathname + location.search
      return <Navigate to="/sign-in" replace state={{ from, ended: data.ended }} />
    }
    return (
      <div className="shell">
        <SkipLink />
        <OpenHeader />
        <main id="content" className="shell-main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    )
  }
  return <SignedIn key={data.session.user.id} />
}

function SignedIn() {
  const { user } = useSession()
  const { pathname } = useLocation()
  const cares = caresForClients(user.role)
  if (!cares && pathname === '/') return <Navigate to={putsDataRight(user.role) ? '/quarantine' : '/about'} replace />
  return (
    <LiveProvider wanted={cares}>
      <div className="shell">
        <SkipLink />
        <Header />
        {cares && <TroubleBars />}
        {cares && <StatusLine />}
        {cares && <Announcer />}
        <main id="content" className="shell-main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </LiveProvider>
  )
}
