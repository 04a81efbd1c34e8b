import type { Plan } from '@kotisilta/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { parsedFile } from '../../api/plan-endpoints.ts'
import {
  decideAreaPlan,
  getAllTemplates,
  getAreaPlan,
  getPlanAreas,
  importTemplate,
  retireTemplate,
  saveAreaPlan,
  saveTemplate,
  setFourEyes,
  type TemplateText,
} from './plan-settings-requests.ts'

export const usePlanAreas = () => useQuery({ queryKey: ['plan-settings', 'areas'], queryFn: getPlanAreas })
export const useAreaPlan = (area: string) =>
  useQuery({ queryKey: ['plan-settings', 'area', area], queryFn: () => getAreaPlan(area) })
export const useAllTemplates = () => useQuery({ queryKey: ['plan-settings', 'templates'], queryFn: getAllTemplates })

/** Whatever is changed here: everything that shows it is read anew, also when it was refused. */
function useSetting<Input, Result>(change: (input: Input) => Promise<Result>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    async onSettled() {
      await queries.invalidateQueries({ queryKey: ['plan-settings'] })
      await queries.invalidateQueries({ queryKey: ['plan-templates'] })
      await queries.invalidateQueries({ queryKey: ['plan'] })
    },
  })
}

export const useFourEyes = () =>
  useSetting(({ area, fourEyes }: { area: string; fourEyes: boolean }) => setFourEyes(area, fourEyes))
export const useSaveAreaPlan = (area: string) =>
  useSetting(({ seen, plan, reason }: { seen: number; plan: Plan; reason: string }) =>
    saveAreaPlan(area, seen, plan, reason),
  )
export const useDecideAreaPlan = (area: string) =>
  useSetting(({ proposal, yes, note }: { proposal: string; yes: boolean; note: string }) =>
    decideAreaPlan(area, proposal, yes, note),
  )
export const useSaveTemplate = () =>
  useSetting(({ id, seen, text, plan }: { id: string; seen: number; text: TemplateText; plan: Plan }) =>
    saveTemplate(id, seen, text, plan),
  )
export const useRetireTemplate = () =>
  useSetting(({ id, retired }: { id: string; retired: boolean }) => retireTemplate(id, retired))
export const useImportTemplate = () => useSetting(async (file: File) => importTemplate(parsedFile(await file.text())))
