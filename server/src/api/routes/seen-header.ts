import { z } from 'zod'

/** The newest version that was seen, as `"3"` or `3`; 0 before there is one. */
export const seenHeader = z.object({
  'if-match': z
    .string()
    .regex(/^"?\d{1,9}"?$/, 'the newest version seen')
    .transform((text) => Number(text.replaceAll('"', ''))),
})
