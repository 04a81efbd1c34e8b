import { type PlanTemplate, type PlanTemplateLayer, planTemplateSchema } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { TEMPLATES } from './templates/templates.ts'

type Choice = Pick<PlanTemplateLayer, 'id' | 'version'>

const asLayer = ({ id, version, title, patch }: PlanTemplate): PlanTemplateLayer => ({ id, version, title, patch })

/** The product's templates and the house's own. */
export function templateCatalogue(query: Kysely<Database>) {
  const own = async (): Promise<PlanTemplate[]> => {
    const rows = await query.selectFrom('plan_template').select('body').orderBy('id').orderBy('version').execute()
    return rows.map(({ body }) => planTemplateSchema.parse(JSON.parse(body)))
  }
  return {
    /** The newest version of each. */
    async list(): Promise<PlanTemplate[]> {
      const newest = new Map<string, PlanTemplate>()
      for (const template of [...TEMPLATES, ...(await own())]) newest.set(template.id, template)
      return [...newest.values()]
    },

    /** Those that a plan stands on already stay as they were then; undefined if one is not to be had. */
    async layers(
      chosen: readonly Choice[],
      present: readonly PlanTemplateLayer[],
    ): Promise<PlanTemplateLayer[] | undefined> {
      const known = [...present, ...[...TEMPLATES, ...(await own())].map(asLayer)]
      const layers = chosen.map(({ id, version }) => known.find((one) => one.id === id && one.version === version))
      const found = layers.filter((layer) => layer !== undefined)
      const isTwice = new Set(chosen.map(({ id }) => id)).size < chosen.length
      return found.length === layers.length && !isTwice ? found : undefined
    },

    isProducts: (id: string): boolean => TEMPLATES.some((template) => template.id === id),
  }
}

export type TemplateCatalogue = ReturnType<typeof templateCatalogue>
