/** No message of the open profile needs more levels; what walks it later may be recursive. */
const DEEPEST = 8

/**
 * What is wrong with the shape of a JSON text before anybody parses it: too deep, or an object with the same key twice,
 * of which a parser would silently keep the last. Undefined for a text that is neither; whether it is JSON at all is the parser's to say.
 */
export function shapeFault(text: string, deepest = DEEPEST): 'too-deep' | 'duplicate-key' | undefined {
  const levels: (Set<string> | undefined)[] = []
  let lastString: string | undefined
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}:,]/gs)) {
    if (token === '{' || token === '[') {
      if (levels.push(token === '{' ? new Set() : undefined) > deepest) return 'too-deep'
    } else if (token === '}' || token === ']') {
      levels.pop()
    } else if (token === ':') {
      const keys = levels.at(-1)
      if (keys === undefined || lastString === undefined) continue
      if (keys.has(lastString)) return 'duplicate-key'
      keys.add(lastString)
    } else if (token !== ',') {
      lastString = plain(token)
    }
  }
  return undefined
}

/** The key itself: the same key can be written with and without escapes. */
function plain(token: string): string {
  if (!token.includes('\\')) return token
  try {
    return JSON.stringify(JSON.parse(token))
  } catch {
    return token
  }
}
