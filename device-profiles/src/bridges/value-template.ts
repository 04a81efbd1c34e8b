import { parsePayload, payloadText } from '../open-device/payload-text.ts'
import { valueAt } from './json-path.ts'

/** Where in a message a value is: a path of keys into its JSON, or the whole text. */
export type ValuePlace = { readonly keys: readonly string[] } | 'text'

const TEMPLATE =
  /^\{\{\s*(value|value_json((?:\.[A-Za-z_]\w*|\['[^']{1,64}'\]|\["[^"]{1,64}"\])+))\s*(?:\|\s*float\s*)?\}\}$/
const KEY = /\.([A-Za-z_]\w*)|\[['"]([^'"]+)['"]\]/g

/** The place that a Jinja template names, for the templates that do nothing but name one; undefined for all others. */
export function placeOf(template: string | undefined): ValuePlace | undefined {
  if (template === undefined) return 'text'
  const match = TEMPLATE.exec(template.trim())
  if (match === null) return undefined
  const keys = match[2]
  if (keys === undefined) return 'text'
  return { keys: [...keys.matchAll(KEY)].map(([, plain, quoted]) => plain ?? quoted ?? '') }
}

/** The value there; undefined if the message has none. */
export function valueIn(payload: Uint8Array | string, place: ValuePlace): unknown {
  if (place === 'text') return payloadText(payload)
  const parsed = parsePayload(payload)
  return 'error' in parsed ? undefined : valueAt(parsed.value.json, place.keys)
}

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/

/** A number: in JSON only a number is one, a text that is nothing but a number is one where the text is the whole message. */
export function numberOf(value: unknown, place: ValuePlace): number | undefined {
  if (typeof value === 'number') return value
  return place === 'text' && typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : undefined
}
