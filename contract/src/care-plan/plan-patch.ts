import { type Branch, isTree, type Tree } from './plan-tree.ts'

/** What differs from the tree below, as RFC 7396 has it: a value is set, `null` takes away. */
export type Patch = Tree

/** The tree with the patch laid over it (RFC 7396, JSON Merge Patch). */
export function patched(tree: Tree, patch: Patch): Tree {
  const merged = new Map<string, Branch>(Object.entries(tree))
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) merged.delete(key)
    else if (isTree(change)) {
      const below = merged.get(key)
      merged.set(key, patched(isTree(below) ? below : {}, change))
    } else merged.set(key, change)
  }
  return Object.fromEntries(merged)
}

/** The least patch that makes `wanted` of `tree`. */
export function patchBetween(tree: Tree, wanted: Tree): Patch {
  const patch = new Map<string, Branch>()
  for (const key of Object.keys(tree)) if (!Object.hasOwn(wanted, key)) patch.set(key, null)
  for (const [key, value] of Object.entries(wanted)) {
    const below = own(tree, key)
    if (isTree(value) && isTree(below)) {
      const inner = patchBetween(below, value)
      if (Object.keys(inner).length > 0) patch.set(key, inner)
    } else if (!isSame(below, value)) patch.set(key, value)
  }
  return Object.fromEntries(patch)
}

/** One thing that is otherwise in the second tree; a whole entry that came or went is one thing. */
export interface Change {
  path: string[]
  before?: Branch
  after?: Branch
}

export function changesBetween(before: Tree, after: Tree, path: readonly string[] = []): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key): Change[] => {
    const [was, is] = [own(before, key), own(after, key)]
    const here = [...path, key]
    if (isTree(was) && isTree(is)) return changesBetween(was, is, here)
    if (isSame(was, is)) return []
    return [{ path: here, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }]
  })
}

export function branchAt(tree: Tree, path: readonly string[]): Branch | undefined {
  let branch: Branch | undefined = tree
  for (const key of path) branch = isTree(branch) ? own(branch, key) : undefined
  return branch
}

/** The path of each value, in the tree's order. */
export function leafPaths(tree: Tree, path: readonly string[] = []): string[][] {
  return Object.entries(tree).flatMap(([key, branch]) =>
    isTree(branch) ? leafPaths(branch, [...path, key]) : [[...path, key]],
  )
}

const own = (tree: Tree, key: string): Branch | undefined => (Object.hasOwn(tree, key) ? tree[key] : undefined)

const isSame = (a: Branch | undefined, b: Branch | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)
