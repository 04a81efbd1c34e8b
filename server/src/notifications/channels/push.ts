import webPush from 'web-push'
import type { MessageChannel } from '../port.ts'
import type { ChannelSettings } from '../settings.ts'
import { outcomeOf, startOf } from './answer.ts'
import type { PushKeys } from './push-keys.ts'

/** The push services of the browsers that there are; a browser names its own, and nothing else is ever called. */
const SERVICES = [
  'fcm.googleapis.com',
  '*.push.services.mozilla.com',
  '*.notify.windows.com',
  'web.push.apple.com',
  '*.push.apple.com',
]
/** How long a push service keeps it for a browser that is away, in seconds. */
const TTL_S = 600

/** Whether an endpoint is a push service's: the server calls no other address that a browser names. */
export function isPushService(endpoint: string, services: readonly string[]): boolean {
  const { protocol, hostname, host } = new URL(endpoint)
  if (services.includes(host)) return true
  const fits = (name: string) => (name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : hostname === name)
  return protocol === 'https:' && [...SERVICES, ...services].some(fits)
}

/** Web Push (RFC 8030), sealed for the browser (RFC 8291). The browser itself says when it has shown it. */
export function push(keys: PushKeys, { contact, services }: ChannelSettings['push']): MessageChannel {
  return {
    channel: 'push',
    receipts: true,
    async send({ id, to, keys: sealing, subject, text, path, language, priority }, signal) {
      if (sealing === null || !isPushService(to, services)) return { accepted: false, code: 'refused', again: false }
      const payload = JSON.stringify({ id, proof: keys.proofOf(id), title: subject, text, path, language, priority })
      const subscription = { endpoint: to, keys: JSON.parse(sealing) as webPush.PushSubscription['keys'] }
      const { endpoint, method, headers, body } = webPush.generateRequestDetails(subscription, payload, {
        vapidDetails: { subject: contact, publicKey: keys.publicKey, privateKey: keys.privateKey },
        TTL: TTL_S,
        urgency: priority === 'low' ? 'normal' : 'high',
      })
      const { 'Content-Length': _counted, ...rest } = headers as Record<string, string | number>
      const named = Object.entries(rest).map(([name, value]) => [name, String(value)] as [string, string])
      const content = body === null ? null : new Uint8Array(body)
      const response = await fetch(endpoint, { method, headers: named, body: content, redirect: 'error', signal })
      await startOf(response)
      // RFC 8030, 7.3: the subscription is no more.
      if (response.status === 404 || response.status === 410)
        return { accepted: false, code: 'address-gone', again: false }
      return outcomeOf(response)
    },
    receipt: () => undefined,
    close() {},
  }
}
