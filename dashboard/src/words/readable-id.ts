/** A name in small letters, digits and dashes, for an id that people can read: ä is a, and what is no letter is a dash. */
export const readableId = (name: string, longest: number): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longest)
    .replace(/-+$/, '')
