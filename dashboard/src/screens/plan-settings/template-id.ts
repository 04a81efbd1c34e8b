import { readableId } from '../../words/readable-id.ts'

/** The name by which a template is known to machines, made of what people call it, and unlike the product's own. */
export const templateId = (title: string): string => readableId(`own ${title}`, 60)
