import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { failureCode, RequestFailed } from './request-failed.ts'
import { endSession, markLocked, SESSION_KEY } from './session-state.ts'

const RETRIES = 2

/** Only what got no answer is worth asking again. */
const worthAsking = (failures: number, error: unknown): boolean =>
  failures < RETRIES && failureCode(error) === 'no-answer'

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    mutationCache: new MutationCache({
      onError(error) {
        if (isSignedOut(error)) endSession(client)
        if (failureCode(error) === 'locked') markLocked(client)
      },
    }),
    queryCache: new QueryCache({
      onError(error, query) {
        if (query.queryKey[0] !== SESSION_KEY[0] && isSignedOut(error)) endSession(client)
        if (failureCode(error) === 'locked') markLocked(client)
      },
    }),
    defaultOptions: {
      queries: { retry: worthAsking, staleTime: 5_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

const isSignedOut = (error: unknown): boolean => error instanceof RequestFailed && error.code === 'not-signed-in'
