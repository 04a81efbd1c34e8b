import { changesBetween, layeredTree, type Patch, type PlanTemplateLayer, type Tree } from '@kotisilta/contract'

/** What a stored version is made of; its templates are kept as they were then. */
export interface StoredLayers {
  templates: PlanTemplateLayer[]
  personal: Patch
}

export const NO_LAYERS: StoredLayers = { templates: [], personal: {} }

export const treeOf = (layers: StoredLayers): Tree => layeredTree(layers)

/** They stand on the same templates and say the same. */
export const isSame = (a: StoredLayers, b: StoredLayers): boolean =>
  JSON.stringify(a.templates) === JSON.stringify(b.templates) && changesBetween(treeOf(a), treeOf(b)).length === 0
