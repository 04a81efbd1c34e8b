import type { Session } from '@kotisilta/contract'
import type { QueryClient } from '@tanstack/react-query'

export const SESSION_KEY = ['session'] as const

export interface SessionState {
  session: Session | undefined
  /** Somebody was signed in on this screen until the server said otherwise. */
  ended: boolean
}

/** Somebody has locked this screen, or the server says that it is locked. */
export function markLocked(client: QueryClient): void {
  client.setQueryData<SessionState>(SESSION_KEY, (state) =>
    state?.session === undefined || state.session.locked
      ? state
      : { ...state, session: { ...state.session, locked: true } },
  )
}

/** The server no longer knows who is at this screen: everything that was read for them goes. */
export function endSession(client: QueryClient): void {
  const before = client.getQueryData<SessionState>(SESSION_KEY)
  client.setQueryData<SessionState>(SESSION_KEY, { session: undefined, ended: before?.session !== undefined })
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
}
