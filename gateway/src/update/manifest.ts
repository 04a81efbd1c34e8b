import { createHash, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

const releaseVersionSchema = z.string().regex(/^\d+\.\d+\.\d+$/)

/** `manifest.json` of a release: what belongs to it. `manifest.sig` beside it is its ed25519 signature in base64. */
const manifestSchema = z.object({
  version: releaseVersionSchema,
  files: z
    .array(
      z.object({
        /** No path: everything lies in one folder. */
        name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/),
        bytes: z.int().min(1).max(100_000_000),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .min(1)
    .max(20),
})
export type Manifest = z.infer<typeof manifestSchema>

/**
 * The manifest, if whoever has the release key has signed these very bytes. Pure.
 *
 * @param publicKey ed25519, PEM
 */
export function signedManifest(bytes: Uint8Array, signature: string, publicKey: string): Manifest | undefined {
  try {
    if (!verify(null, bytes, createPublicKey(publicKey), Buffer.from(signature, 'base64'))) return undefined
    return manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString()))
  } catch {
    return undefined
  }
}

export const isFile = (content: Uint8Array, { bytes, sha256 }: Manifest['files'][number]): boolean =>
  content.length === bytes && createHash('sha256').update(content).digest('hex') === sha256
