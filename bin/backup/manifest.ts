import { isoTimeSchema } from '@kotisilta/contract'
import { z } from 'zod'

/** A name below the data folder; nothing in an archive may lie elsewhere. */
const nameSchema = z
  .string()
  .max(400)
  .regex(/^[\w.-]+(\/[\w.-]+)*$/, 'not a plain path')
  .refine((name) => !name.split('/').some((part) => part === '..' || part === '.'), 'leads out of the folder')

/** What a backup holds: the first file in it, so that whatever follows can be held against it. */
export const manifestSchema = z.object({
  format: z.literal('kotisilta-backup-1'),
  version: z.string(),
  takenAt: isoTimeSchema,
  rows: z.record(z.string(), z.int()),
  files: z.array(z.object({ name: nameSchema, size: z.int().min(0), sha256: z.string().length(64) })).min(1),
})
export type Manifest = z.infer<typeof manifestSchema>

export const MANIFEST = 'manifest.json'
/** The database's name in the archive and in the data folder. */
export const DATABASE = 'kotisilta.sqlite'
