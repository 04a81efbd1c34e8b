import type { Session } from '@kotisilta/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { forget, recall } from '../ui/remember.ts'
import { getSession, signIn, signOut } from './endpoints.ts'
import { failureCode } from './request-failed.ts'
import { endSession, markLocked, SESSION_KEY, type SessionState } from './session-state.ts'

/** What a locked screen remembers of itself. */
export const LOCKED_AS = 'kotisilta-locked'

/** A screen that was locked while the server could not be told is still locked. */
async function readSession(): Promise<SessionState> {
  try {
    const session = await getSession()
    return { session: { ...session, locked: session.locked || recall(LOCKED_AS) !== null }, ended: false }
  } catch (error) {
    if (failureCode(error) === 'not-signed-in') return { session: undefined, ended: false }
    throw error
  }
}

/** Who is signed in here; asked once, and changed by signing in and out. */
export const useSessionState = () =>
  useQuery({ queryKey: SESSION_KEY, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY })

/** Who is signed in, for what is shown only to those who are. */
export function useSession(): Session {
  const { data } = useSessionState()
  if (data?.session === undefined) throw new Error('useSession without a session')
  return data.session
}

/** To be called when the server says that nobody is signed in here. */
export function useSignedOut(): () => void {
  const client = useQueryClient()
  return useCallback(() => endSession(client), [client])
}

/** What every way of signing in leads to. */
export function useArrived(): (session: Session) => void {
  const client = useQueryClient()
  return useCallback(
    (session) => {
      forget(LOCKED_AS)
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
      client.setQueryData<SessionState>(SESSION_KEY, { session, ended: false })
    },
    [client],
  )
}

/** To be called when the server says that this screen is locked. */
export function useMarkLocked(): () => void {
  const client = useQueryClient()
  return useCallback(() => markLocked(client), [client])
}

export function useSignIn() {
  const arrived = useArrived()
  return useMutation({
    mutationFn: ({ username, password }: { username: string; password: string }) => signIn(username, password),
    onSuccess: arrived,
  })
}

/** Signed out only when the server says so: until then its cookie still opens the door. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: signOut,
    onSuccess: ({ continueAt }) => {
      forget(LOCKED_AS)
      endSession(client)
      client.setQueryData<SessionState>(SESSION_KEY, { session: undefined, ended: false })
      if (continueAt !== null) location.assign(continueAt)
    },
  })
}
