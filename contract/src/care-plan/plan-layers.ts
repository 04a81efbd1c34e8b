import { groupPlan, type Plan } from '../plan.ts'
import { branchAt, leafPaths, type Patch, patchBetween, patched } from './plan-patch.ts'
import { isTree, planOfTree, planTree, type Tree } from './plan-tree.ts'

/** Where a value comes from: everybody's plan, a template, or this person's own. */
export type Origin = { from: 'group' } | { from: 'template'; template: string } | { from: 'personal' }

interface TemplateLayer {
  id: string
  patch: Patch
}

/** What a plan is made of: the group's plan, templates over it in order, the person's own over those. */
export interface Layers {
  templates: readonly TemplateLayer[]
  personal: Patch
}

const groupTree = planTree(groupPlan)

/** The plan before anything personal. */
export const treeBelow = (templates: readonly TemplateLayer[]): Tree =>
  templates.reduce((tree, { patch }) => patched(tree, patch), groupTree)

export const layeredTree = ({ templates, personal }: Layers): Tree => patched(treeBelow(templates), personal)

/** @throws ZodError if the layers do not make a plan */
export const layeredPlan = (layers: Layers): Plan => planOfTree(layeredTree(layers))

/** What is the person's own in a plan over these templates: only what differs from them. */
export const personalPart = (templates: readonly TemplateLayer[], wanted: Plan): Patch =>
  patchBetween(treeBelow(templates), planTree(wanted))

/** Where each value of the plan comes from, by path. Its key: `pathKey`. */
export function originsOf({ templates, personal }: Layers): Record<string, Origin> {
  const origin = (path: readonly string[]): Origin => {
    if (isSetBy(personal, path)) return { from: 'personal' }
    const template = templates.findLast(({ patch }) => isSetBy(patch, path))
    return template === undefined ? { from: 'group' } : { from: 'template', template: template.id }
  }
  const tree = layeredTree({ templates, personal })
  return Object.fromEntries(leafPaths(tree).map((path) => [pathKey(path), origin(path)]))
}

/** What a template or the group says and this person's plan leaves out. */
export const leftOut = ({ templates, personal }: Layers): string[][] =>
  leafPaths(personal).filter(
    (path) => branchAt(personal, path) === null && branchAt(treeBelow(templates), path) !== undefined,
  )

/** `limits/heart-rate/red/high` */
export const pathKey = (path: readonly string[]): string => path.map(encodeURIComponent).join('/')

function isSetBy(patch: Patch, path: readonly string[]): boolean {
  const branch = branchAt(patch, path)
  return branch !== undefined && branch !== null && !isTree(branch)
}
