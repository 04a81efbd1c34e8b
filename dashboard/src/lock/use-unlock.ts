import type { Session, Unlock } from '@kotisilta/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { askPasskeyOf, unlockScreen } from '../api/identity-endpoints.ts'
import { answerWithPasskey } from '../api/passkeys.ts'
import { LOCKED_AS } from '../api/session.ts'
import { SESSION_KEY, type SessionState } from '../api/session-state.ts'
import { forget } from '../ui/remember.ts'
import { placeOf } from './places.ts'

export type Proof = { pin: string } | { password: string } | 'passkey'

async function prove(session: string, proof: Proof): Promise<Session> {
  const how: Unlock['with'] =
    proof === 'passkey' ? { passkey: await answerWithPasskey(await askPasskeyOf(session)) } : proof
  return unlockScreen({ session, with: how })
}

/** Opens the screen for one of those who are signed in here: where they were, with everything read anew. */
export function useUnlock() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ({ session, proof }: { session: string; proof: Proof }) => prove(session, proof),
    onSuccess(session) {
      const before = client.getQueryData<SessionState>(SESSION_KEY)?.session
      forget(LOCKED_AS)
      const another = before?.user.id !== session.user.id
      if (another) client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
      client.setQueryData<SessionState>(SESSION_KEY, { session, ended: false })
      if (another) navigate(placeOf(session.user.id), { replace: true })
      else void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
    },
  })
}
