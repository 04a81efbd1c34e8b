import {
  isoTime,
  type KeptTemplate,
  type PlanTemplate,
  type PlanTemplateLayer,
  planTemplateSchema,
} from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'
import { AREA_LAYER } from './area/store.ts'
import { actor, isoOrNull } from './stored-change.ts'
import { TEMPLATES } from './templates/templates.ts'

type Choice = Pick<PlanTemplateLayer, 'id' | 'version'>

const asLayer = ({ id, version, title, patch }: PlanTemplate): PlanTemplateLayer => ({ id, version, title, patch })
const PRODUCTS: readonly KeptTemplate[] = TEMPLATES.map((template) => ({
  ...template,
  from: 'product',
  addedAt: null,
  addedBy: null,
  retiredAt: null,
}))

/** The product's templates and the house's own. */
export function templateCatalogue(query: Kysely<Database>) {
  /** Every version of each, oldest first. */
  async function every(): Promise<KeptTemplate[]> {
    const rows = await query
      .selectFrom('plan_template')
      .leftJoin('staff', 'staff.id', 'plan_template.added_by')
      .select(['body', 'added_at', 'added_by', 'retired_at', 'staff.name as name'])
      .orderBy('plan_template.id')
      .orderBy('version')
      .execute()
    const own = rows.map(
      (row): KeptTemplate => ({
        ...planTemplateSchema.parse(JSON.parse(row.body)),
        from: 'house',
        addedAt: isoTime(row.added_at),
        addedBy: actor(row.added_by, row.name),
        retiredAt: isoOrNull(row.retired_at),
      }),
    )
    return [...PRODUCTS, ...own]
  }

  /** The newest version of each, also of those that have been retired. */
  async function all(): Promise<KeptTemplate[]> {
    return [...new Map((await every()).map((template) => [template.id, template])).values()]
  }

  return {
    all,

    /** The newest version of each that can be laid. */
    list: async (): Promise<KeptTemplate[]> => (await all()).filter(({ retiredAt }) => retiredAt === null),

    /** Those that a plan stands on already stay as they were then; undefined if one is not to be had. */
    async layers(
      chosen: readonly Choice[],
      present: readonly PlanTemplateLayer[],
    ): Promise<PlanTemplateLayer[] | undefined> {
      const known = [...present, ...(await every()).filter(({ retiredAt }) => retiredAt === null).map(asLayer)]
      const layers = chosen.map(({ id, version }) => known.find((one) => one.id === id && one.version === version))
      const found = layers.filter((layer) => layer !== undefined)
      const isTwice = new Set(chosen.map(({ id }) => id)).size < chosen.length
      return found.length === layers.length && !isTwice ? found : undefined
    },

    /** A name that no template of the house's own can have. */
    isTaken: (id: string): boolean => id === AREA_LAYER || TEMPLATES.some((template) => template.id === id),
  }
}

export type TemplateCatalogue = ReturnType<typeof templateCatalogue>
