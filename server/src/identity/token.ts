import { createHash, randomBytes } from 'node:crypto'

/** A session's or a gateway's token is kept only as its SHA-256: it is random, so nothing slower is needed. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** 256 bits. */
export const newToken = (): string => randomBytes(32).toString('base64url')
