import { createHmac } from 'node:crypto'
import type { Clock } from '@kotisilta/contract'
import type { MessageChannel } from '../port.ts'
import type { WebhookSettings } from '../settings.ts'
import { outcomeOf, startOf } from './answer.ts'

/**
 * To another system, signed as Standard Webhooks says: `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature`,
 * `v1,` and the base64 of HMAC-SHA256 over `<id>.<timestamp>.<body>`. The id is the same over all attempts; a receiver that
 * refuses what is older than five minutes and ids that it has had cannot be played a recording.
 */
export function webhook(hooks: readonly WebhookSettings[], clock: Clock): MessageChannel {
  return {
    channel: 'webhook',
    receipts: false,
    async send({ id, to, attempt, priority, language, text, link }, signal) {
      const hook = hooks.find(({ name }) => name === to)
      if (hook === undefined) return { accepted: false, code: 'not-configured', again: false }
      const body = JSON.stringify({ id, attempt, priority, language, text, link: link ?? null })
      const timestamp = String(Math.floor(clock.now() / 1_000))
      const key = Buffer.from(hook.secret.slice('whsec_'.length), 'base64')
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
      const response = await fetch(hook.url, {
        method: 'POST',
        redirect: 'error',
        signal,
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
      })
      await startOf(response)
      return outcomeOf(response)
    },
    receipt: () => undefined,
    close() {},
  }
}
