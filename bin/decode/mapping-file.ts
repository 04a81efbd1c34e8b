import { readFileSync } from 'node:fs'
import { type Mapping, parseMapping } from '@kotisilta/device-profiles'
import { parse } from 'yaml'
import { refused } from './request.ts'

/** A technician's mapping of plain topics from a YAML file, or everything that is wrong with it. */
export function mappingFrom(file: string): { readonly value: Mapping } | ReturnType<typeof refused> {
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'), { uniqueKeys: true, maxAliasCount: 0 })
  } catch (error) {
    return refused('mapping-unreadable', error instanceof Error ? error.message : String(error))
  }
  const mapping = parseMapping(content)
  return 'error' in mapping ? refused('mapping-invalid', mapping.error.message) : mapping
}
