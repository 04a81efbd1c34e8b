import type { Session } from '@kotisilta/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { getSession, signIn, signOut } from './endpoints.ts'
import { failureCode } from './request-failed.ts'
import { endSession, SESSION_KEY, type SessionState } from './session-state.ts'

async function readSession(): Promise<SessionState> {
  try {
    return { session: await getSession(), ended: false }
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

export function useSignIn() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ username, password }: { username: string; password: string }) => signIn(username, password),
    onSuccess: (session) => client.setQueryData<SessionState>(SESSION_KEY, { session, ended: false }),
  })
}

/** Signed out only when the server says so: until then its cookie still opens the door. */
export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      endSession(client)
      client.setQueryData<SessionState>(SESSION_KEY, { session: undefined, ended: false })
    },
  })
}
