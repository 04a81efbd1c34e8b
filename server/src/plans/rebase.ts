import { type Change, changesBetween, patchBetween, patched, treeBelow } from '@kotisilta/contract'
import { type StoredLayers, treeOf } from './stored-layers.ts'

/**
 * What was proposed for one plan, made of the plan as it has become since; undefined where both changed the same thing
 * otherwise, or the templates below have been changed since.
 */
export function rebased(base: StoredLayers, proposed: StoredLayers, current: StoredLayers): StoredLayers | undefined {
  const [was, wanted, is] = [treeOf(base), treeOf(proposed), treeOf(current)]
  const meanwhile = changesBetween(was, is)
  if (JSON.stringify(base.templates) !== JSON.stringify(current.templates)) return undefined
  const clash = changesBetween(was, wanted).some((change) => meanwhile.some((other) => clashes(change, other)))
  if (clash) return undefined
  const together = patched(is, patchBetween(was, wanted))
  return { templates: proposed.templates, personal: patchBetween(treeBelow(proposed.templates), together) }
}

/** They touch the same thing, or one something inside the other's, and do not say the same of it. */
function clashes(one: Change, other: Change): boolean {
  const shorter = Math.min(one.path.length, other.path.length)
  if (one.path.slice(0, shorter).some((key, place) => key !== other.path[place])) return false
  return one.path.length !== other.path.length || JSON.stringify(one.after) !== JSON.stringify(other.after)
}
