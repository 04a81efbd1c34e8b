/** What lies at `a.b.0.c`; undefined if nothing does. */
function at(value: unknown, path: string): unknown {
  let found = value
  for (const step of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = (found as Record<string, unknown>)[step]
  }
  return found
}

/** A text or a number as text; anything else is none. */
export const textAt = (value: unknown, path: string): string | undefined => {
  const found = at(value, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}

/** Every string in a template with its `{{names}}` filled in; what they stand for cannot add to the template. */
export function filled<T>(template: T, values: Readonly<Record<string, string>>): T {
  if (typeof template === 'string')
    return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '') as T
  if (Array.isArray(template)) return template.map((each) => filled(each, values)) as T
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(Object.entries(template).map(([key, each]) => [key, filled(each, values)])) as T
  return template
}
