import type { Alert } from '@kotisilta/contract'
import { useMutation, useMutationState } from '@tanstack/react-query'
import { acknowledge, addNote, getAlert, handBack, type Resolution, resolve, snooze } from '../../api/endpoints.ts'
import { failureCode } from '../../api/request-failed.ts'
import { useLiveStore } from '../../live/live-provider.tsx'

const TAKE = ['take'] as const
/** Refusals that mean that the screen is behind: it reads again, so as to say who was first. */
const BEHIND = new Set(['alert-already-acknowledged', 'alert-already-resolved', 'alert-changed'])

/** Takes in the server's answers; nothing is shown as done before it has come. */
function useAnswers() {
  const store = useLiveStore()
  return {
    onSuccess: (answer: Alert) => store.tell({ type: 'answer', alert: answer }),
    async lookAgain(error: unknown, alert: Alert) {
      if (!BEHIND.has(failureCode(error))) return
      const now = await getAlert(alert.id).catch(() => undefined)
      if (now !== undefined) store.tell({ type: 'answer', alert: now })
    },
  }
}

export function useTake() {
  const { onSuccess, lookAgain } = useAnswers()
  return useMutation({
    mutationKey: TAKE,
    mutationFn: (alert: Alert) => acknowledge(alert.id, alert.version),
    onSuccess,
    onError: lookAgain,
  })
}

/** How the last try to take this alert stands, wherever on the screen it was made. */
export function useTaking(alert: string): { pending: boolean; error: unknown } {
  const tries = useMutationState({
    filters: { mutationKey: TAKE, predicate: ({ state }) => (state.variables as Alert | undefined)?.id === alert },
    select: ({ state }) => ({ pending: state.status === 'pending', error: state.error }),
  })
  return tries.at(-1) ?? { pending: false, error: null }
}

export function useNote(alert: Alert) {
  const { onSuccess } = useAnswers()
  return useMutation({ mutationFn: (text: string) => addNote(alert.id, text), onSuccess })
}

export function useHandBack(alert: Alert) {
  const { onSuccess, lookAgain } = useAnswers()
  return useMutation({
    mutationFn: () => handBack(alert.id, alert.version),
    onSuccess,
    onError: (error) => lookAgain(error, alert),
  })
}

export function useSnooze(alert: Alert) {
  const { onSuccess, lookAgain } = useAnswers()
  return useMutation({
    mutationFn: ({ minutes, reason }: { minutes: number; reason: string }) =>
      snooze(alert.id, alert.version, minutes, reason),
    onSuccess,
    onError: (error) => lookAgain(error, alert),
  })
}

export function useResolve(alert: Alert) {
  const { onSuccess, lookAgain } = useAnswers()
  return useMutation({
    mutationFn: (resolution: Resolution) => resolve(alert.id, resolution),
    onSuccess,
    onError: (error) => lookAgain(error, alert),
  })
}
