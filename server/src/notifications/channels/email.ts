import { createTransport } from 'nodemailer'
import { CHANNEL_TIMES } from '../message.ts'
import type { MessageChannel } from '../port.ts'
import type { EmailSettings } from '../settings.ts'

/** E-mail over SMTP. That a server took it is all that will be heard. */
export function email({ url, from, requireTls }: EmailSettings): MessageChannel {
  const { protocol, hostname, port, username, password } = new URL(url)
  const isSecure = protocol === 'smtps:'
  const { timeout } = CHANNEL_TIMES.email
  const transport = createTransport({
    host: hostname,
    port: Number(port || (isSecure ? 465 : 587)),
    secure: isSecure,
    requireTLS: !isSecure && requireTls,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // Nothing is attached, and nothing may be fetched for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.match(/@([\w.-]+)/)?.[1] ?? 'kotisilta'

  return {
    channel: 'email',
    receipts: false,
    async send({ id, to, subject, text, priority }, signal) {
      try {
        const sent = transport.sendMail({
          from,
          to,
          subject,
          text,
          // The same over all attempts: mail systems drop what they have had.
          messageId: `<${id}@${domain}>`,
          priority: priority === 'high' ? 'high' : 'normal',
          headers: { 'auto-submitted': 'auto-generated' },
        })
        await Promise.race([sent, endOf(signal)])
        return { accepted: true }
      } catch (error) {
        if (signal.aborted) throw error
        return refusal(error as { responseCode?: number; code?: string })
      }
    },
    receipt: () => undefined,
    close: () => transport.close(),
  }
}

/** RFC 5321, 4.2.1: 4yz may be tried again, 5yz not. */
function refusal({ responseCode, code }: { responseCode?: number; code?: string }) {
  if (responseCode !== undefined && responseCode >= 500)
    return { accepted: false, code: 'refused', again: false } as const
  if (responseCode !== undefined) return { accepted: false, code: 'server-error', again: true } as const
  return { accepted: false, code: code === 'ETIMEDOUT' ? 'timed-out' : 'unreachable', again: true } as const
}

/** The connection ends by its own time; nobody waits for it. */
const endOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
