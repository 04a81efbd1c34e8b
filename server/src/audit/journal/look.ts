import { groundSchema } from '@kotisilta/contract'
import { z } from 'zod'

/** Somebody looks at data: who, at whose, at what, on what ground. */
const lookSchema = z.object({
  staff: z.string(),
  /** null for what concerns nobody in particular. */
  patient: z.string().nullable(),
  action: z.string(),
  detail: z.string().optional(),
  /** As the guard decided; null: it was refused; left out: the ground that holds at that moment. */
  ground: groundSchema.nullable().optional(),
})
export type Look = z.infer<typeof lookSchema>

/** A look as the journal holds it: with its number there, rising by one, and its moment. */
const journaledLookSchema = lookSchema.extend({ number: z.number().int().positive(), at: z.number().int() })
export type JournaledLook = z.infer<typeof journaledLookSchema>

/** One line of the journal. */
export const lookLine = (look: JournaledLook): string => `${JSON.stringify(look)}\n`

/** undefined: the line is none. */
export function lookFrom(line: string): JournaledLook | undefined {
  try {
    return journaledLookSchema.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
