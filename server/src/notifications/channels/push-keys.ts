import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import webPush from 'web-push'
import { z } from 'zod'
import { readSecretJson, writeSecret } from '../../trust/secret-file.ts'

const keysSchema = z.object({ publicKey: z.string(), privateKey: z.string(), receiptSecret: z.string() })

export interface PushKeys {
  publicKey: string
  privateKey: string
  /** What a browser says with its receipt: only who has got the message knows it. */
  proofOf(message: string): string
  isProof(message: string, proof: string): boolean
}

/** The server's own VAPID keys (RFC 8292), made once; subscriptions hold for these alone. */
export function pushKeys(dataDir: string): PushKeys {
  const file = join(dataDir, 'push-keys.json')
  if (!existsSync(file)) {
    const made = { ...webPush.generateVAPIDKeys(), receiptSecret: randomBytes(32).toString('base64url') }
    writeSecret(file, JSON.stringify(made))
  }
  const { publicKey, privateKey, receiptSecret } = keysSchema.parse(readSecretJson(file))
  const mac = (message: string) => createHmac('sha256', receiptSecret).update(message).digest()
  return {
    publicKey,
    privateKey,
    proofOf: (message) => mac(message).toString('base64url'),
    isProof(message, proof) {
      const given = Buffer.from(proof, 'base64url')
      const right = mac(message)
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}
