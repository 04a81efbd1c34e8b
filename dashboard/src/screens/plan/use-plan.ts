import type { Language, PlanSaved } from '@kotisilta/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  approveProposal,
  type Choice,
  declineProposal,
  getCarePlan,
  getPlanHistory,
  getPlanWords,
  getTemplates,
  type Pausing,
  pausePlan,
  previewTemplates,
  restorePlan,
  resumePlan,
  type Saving,
  savePlan,
} from '../../api/plan-endpoints.ts'

export const useCarePlan = (patient: string) =>
  useQuery({ queryKey: ['plan', patient, 'care'], queryFn: () => getCarePlan(patient), staleTime: 30_000 })

export const usePlanHistory = (patient: string) =>
  useQuery({ queryKey: ['plan', patient, 'history'], queryFn: () => getPlanHistory(patient) })

export const usePlanWords = (patient: string, language: Language) =>
  useQuery({ queryKey: ['plan', patient, 'words', language], queryFn: () => getPlanWords(patient, language) })

export const useTemplates = (wanted: boolean) =>
  useQuery({ queryKey: ['plan-templates'], queryFn: getTemplates, enabled: wanted, staleTime: 600_000 })

export const useTemplatePreview = (patient: string, templates: Choice | undefined) =>
  useQuery({
    queryKey: ['plan', patient, 'preview', templates],
    queryFn: () => previewTemplates(patient, templates ?? []),
    enabled: templates !== undefined,
  })

/** Whatever changes the plan, or waits to: everything that shows it is read anew, also when it was refused. */
function useChange<Input, Result>(patient: string, change: (input: Input) => Promise<Result>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['plan', patient] })
      await client.invalidateQueries({ queryKey: ['patient', patient] })
    },
  })
}

export const useSavePlan = (patient: string) =>
  useChange(patient, ({ seen, ...saving }: Saving & { seen: number }) => savePlan(patient, seen, saving))

export const useRestorePlan = (patient: string) =>
  useChange(patient, ({ seen, version, reason }: { seen: number; version: number; reason: string }) =>
    restorePlan(patient, seen, version, reason),
  )

export const useDecidePlan = (patient: string) =>
  useChange(
    patient,
    async ({ seen, proposal, yes, note }: { seen: number; proposal: string; yes: boolean; note: string }) => {
      if (!yes) return declineProposal(patient, proposal, note).then((): PlanSaved | undefined => undefined)
      return approveProposal(patient, seen, proposal)
    },
  )

export const usePausePlan = (patient: string) => useChange(patient, (pausing: Pausing) => pausePlan(patient, pausing))

export const useResumePlan = (patient: string) => useChange(patient, (pause: string) => resumePlan(patient, pause))
