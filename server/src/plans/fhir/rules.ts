import { branchAt, isTree, type Leaf, leafPaths, type Tree } from '@kotisilta/contract'
import type { Extension } from './resource.ts'
import { EXTENSION } from './terms.ts'

/** Rules and their options, each value by its path in the plan. */
export function rulesExtension(rules: Tree): Extension {
  return {
    url: EXTENSION.rules,
    extension: leafPaths(rules).flatMap((path) => asExtensions(path.join('.'), branchAt(rules, path) as Leaf)),
  }
}

function asExtensions(url: string, leaf: Leaf): Extension[] {
  if (typeof leaf === 'boolean') return [{ url, valueBoolean: leaf }]
  if (typeof leaf === 'number') return [{ url, valueDecimal: leaf }]
  if (typeof leaf === 'string') return [{ url, valueCode: leaf }]
  return (leaf ?? []).map((one) => ({ url: `${url}[]`, valueCode: String(one) }))
}

/** The tree that the extension says; what it does not say is as everybody's plan has it. */
export function rulesOf(extensions: readonly Extension[]): Tree {
  let tree: Tree = {}
  for (const { url, valueBoolean, valueDecimal, valueCode, valueString } of rulesIn(extensions)) {
    const value = valueBoolean ?? valueDecimal ?? valueCode ?? valueString
    if (value === undefined) continue
    const isList = url.endsWith('[]')
    const path = (isList ? url.slice(0, -2) : url).split('.')
    const before = isList ? branchAt(tree, path) : undefined
    tree = withLeaf(tree, path, isList ? [...(Array.isArray(before) ? before : []), value] : value)
  }
  return tree
}

const rulesIn = (extensions: readonly Extension[]): Extension[] =>
  extensions.filter(({ url }) => url === EXTENSION.rules).flatMap(({ extension = [] }) => extension)

function withLeaf(tree: Tree, [key = '', ...rest]: readonly string[], leaf: Leaf): Tree {
  const below = Object.hasOwn(tree, key) ? tree[key] : undefined
  const branch = rest.length === 0 ? leaf : withLeaf(isTree(below) ? below : {}, rest, leaf)
  return Object.fromEntries([...Object.entries(tree).filter(([name]) => name !== key), [key, branch]])
}
