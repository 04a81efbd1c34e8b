import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { getAccount } from '../../api/identity-endpoints.ts'
import { failureCode } from '../../api/request-failed.ts'
import { SESSION_KEY } from '../../api/session-state.ts'

export const useAccount = () => useQuery({ queryKey: ['account'], queryFn: getAccount, staleTime: 0 })

/**
 * A change of one's own account. Where the server wants to know once more who is there, `asks` is true until
 * `confirmed` is called, which does what was wanted again.
 */
export function useAccountChange<V, R>(change: (wanted: V) => Promise<R>, done?: (result: R) => void) {
  const client = useQueryClient()
  const [asked, setAsked] = useState<{ wanted: V }>()
  const mutation = useMutation({
    mutationFn: change,
    onSuccess(result) {
      void client.invalidateQueries({ queryKey: ['account'] })
      void client.invalidateQueries({ queryKey: SESSION_KEY })
      done?.(result)
    },
    onError(error, wanted) {
      if (failureCode(error) === 'confirm-first') setAsked({ wanted })
    },
  })
  return {
    run: mutation.mutate,
    pending: mutation.isPending,
    done: mutation.isSuccess,
    error: mutation.isError && failureCode(mutation.error) !== 'confirm-first' ? mutation.error : null,
    asks: asked !== undefined,
    confirmed() {
      if (asked === undefined) return
      setAsked(undefined)
      mutation.mutate(asked.wanted)
    },
    declined() {
      setAsked(undefined)
      mutation.reset()
    },
  }
}
