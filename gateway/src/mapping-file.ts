import { readFileSync } from 'node:fs'
import { type Mapping, parseMapping } from '@kotisilta/device-profiles'
import { parse } from 'yaml'

/** What is wrong with a mapping; the message is a line for each fault, with its place. */
interface MappingFault {
  readonly error: { readonly code: 'mapping-unreadable' | 'mapping-invalid'; readonly message: string }
}

/** A technician's mapping of plain topics from a YAML file (docs/local-mqtt.md), or everything that is wrong with it. */
export function mappingFrom(file: string): { readonly value: Mapping } | MappingFault {
  let content: unknown
  try {
    content = parse(readFileSync(file, 'utf8'), { uniqueKeys: true, maxAliasCount: 0 })
  } catch (error) {
    return { error: { code: 'mapping-unreadable', message: error instanceof Error ? error.message : String(error) } }
  }
  const mapping = parseMapping(content)
  return 'error' in mapping ? { error: { code: 'mapping-invalid', message: mapping.error.message } } : mapping
}
