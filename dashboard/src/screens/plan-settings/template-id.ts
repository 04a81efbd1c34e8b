/** The name by which a template is known to machines, made of what people call it; with letters of ours, and unlike the product's. */
export const templateId = (title: string): string =>
  `own-${title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')}`
    .slice(0, 60)
    .replace(/-+$/, '')
