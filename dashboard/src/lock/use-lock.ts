import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { lockScreen } from '../api/identity-endpoints.ts'
import { failureCode } from '../api/request-failed.ts'
import { LOCKED_AS, useSession } from '../api/session.ts'
import { markLocked, SESSION_KEY, type SessionState } from '../api/session-state.ts'
import { remember } from '../ui/remember.ts'

const AGAIN_MS = 3_000

/** Locks this screen: what it shows at once, and the server as soon as it hears of it. */
export function useLock(): () => void {
  const client = useQueryClient()
  return useCallback(() => {
    remember(LOCKED_AS, 'yes')
    markLocked(client)
  }, [client])
}

/** While this screen is locked, tells the server until it knows. */
export function useLockTold(): void {
  const { locked } = useSession()
  const client = useQueryClient()
  useEffect(() => {
    if (!locked) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const tell = () =>
      lockScreen().catch((error) => {
        if (over) return
        if (failureCode(error) === 'not-signed-in')
          client.setQueryData<SessionState>(SESSION_KEY, { session: undefined, ended: true })
        else timer = setTimeout(tell, AGAIN_MS)
      })
    void tell()
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [locked, client])
}
