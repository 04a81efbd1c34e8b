import { type Change, changesBetween } from './plan-patch.ts'
import { isTree, type Tree } from './plan-tree.ts'

/** What is changed of that which pages at once: danger limits, and whether they are judged at all. */
export const dangerChanges = (before: Tree, after: Tree): Change[] =>
  changesBetween(before, after).filter(({ path, before: was, after: is }) => {
    const [where, , level] = path
    if (where === 'limits')
      return level === 'red' || (path.length === 2 && [was, is].some(hasDanger)) || level === 'hours'
    if (where === 'glucose') return path[1] === 'veryLow' || path[1] === 'enabled'
    return where === 'detection'
  })

const hasDanger = (entry: Change['before']): boolean => isTree(entry) && entry.red !== undefined
