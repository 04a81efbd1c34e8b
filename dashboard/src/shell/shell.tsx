import { useEffect, useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useSession, useSessionState } from '../api/session.ts'
import { LiveProvider } from '../live/live-provider.tsx'
import { LockScreen } from '../lock/lock-screen.tsx'
import { notePlace } from '../lock/places.ts'
import { useIdleLock } from '../lock/use-idle-lock.ts'
import { useLockTold } from '../lock/use-lock.ts'
import { useScreenKind } from '../lock/use-screen-kind.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { LoadingNotice } from '../ui/loading-notice.tsx'
import { Announcer } from './announcer.tsx'
import { Header } from './header.tsx'
import { OpenHeader } from './open-header.tsx'
import { caresForClients, homeOf } from './rights.ts'
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
  const { user, locked, needsFactor } = useSession()
  const { pathname, search } = useLocation()
  const [everOpen, setEverOpen] = useState(!locked)
  const cares = caresForClients(user.role)
  useLockTold()
  useIdleLock()
  useScreenKind()
  useEffect(() => notePlace(user.id, pathname + search), [user.id, pathname, search])
  useEffect(() => {
    if (!locked) setEverOpen(true)
  }, [locked])
  if (needsFactor && pathname !== '/account') return <Navigate to="/account" replace />
  if (!cares && pathname === '/') return <Navigate to={homeOf(user.role)} replace />
  return (
    <LiveProvider wanted={cares && !needsFactor} locked={locked}>
      <div className="shell">
        <SkipLink />
        <Header />
        {cares && <TroubleBars />}
        {cares && <StatusLine />}
        {cares && <Announcer />}
        <main id="content" className="shell-main" tabIndex={-1}>
          {/* What was open when it was locked stays as it is; what never was is not asked for. */}
          {everOpen && <Outlet />}
        </main>
      </div>
      {locked && <LockScreen />}
    </LiveProvider>
  )
}
