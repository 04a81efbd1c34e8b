import { z } from 'zod'

/** The languages of the product; Northern Sámi is planned for. */
export const LANGUAGES = ['fi', 'sv', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export const languageSchema = z.enum(LANGUAGES)

const sayingSchema = z.object({
  /** What happened, in a few words, without the person's name. */
  title: z.string(),
  /** Why the system thinks so, in one sentence. */
  why: z.string(),
})
/** The same thing said in each language. */
export const wordsSchema = z.object({ fi: sayingSchema, sv: sayingSchema, en: sayingSchema })
export type Words = z.infer<typeof wordsSchema>
