import { readableId } from '../../words/readable-id.ts'

/** An id that people can read, made of a name and unlike any of those that there are. */
export function idFromName(name: string, taken: readonly string[]): string {
  const plain = readableId(name, 50)
  const base = plain === '' ? 'rota' : plain
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.includes(id)) return id
  }
}
