import type { Channel, Milliseconds } from '@kotisilta/contract'
import type { Letter, MessageChannel, Receipt, SendOutcome } from '../port.ts'
import type { HttpProviderSettings } from '../settings.ts'
import { outcomeOf, startOf } from './answer.ts'
import { filled, textAt } from './paths.ts'
import { isRecent, isSigned } from './signature.ts'

/**
 * SMS or voice through whatever provider has an HTTP interface: the operator says what a request looks like. Each attempt
 * carries the same `Idempotency-Key`.
 */
export function httpProvider(
  channel: Extract<Channel, 'sms' | 'voice'>,
  settings: HttpProviderSettings,
): MessageChannel {
  const { receipt } = settings
  return {
    channel,
    receipts: receipt !== undefined,

    async send(letter, signal): Promise<SendOutcome> {
      const response = await fetch(addressFor(letter), { ...requestFor(letter), redirect: 'error', signal })
      const outcome = outcomeOf(response)
      const answer = await startOf(response)
      if (!outcome.accepted || settings.idPath === undefined) return outcome
      const theirs = textAt(parsed(answer), settings.idPath)
      return theirs === undefined ? outcome : { ...outcome, at: theirs }
    },

    receipt(headers, body, now) {
      if (receipt === undefined || !isProved(headers, body, now)) return undefined
      return receiptIn(body)
    },

    close() {},
  }

  function valuesOf({ id, to, text, spoken, language, link = '' }: Letter): Record<string, string> {
    return { id, to, text: channel === 'voice' ? spoken : text, language, link }
  }

  function addressFor(letter: Letter): string {
    const encoded = Object.entries(valuesOf(letter)).map(([name, value]) => [name, encodeURIComponent(value)])
    return filled(decodeURI(settings.url), Object.fromEntries(encoded) as Record<string, string>)
  }

  function requestFor(letter: Letter): RequestInit {
    const { method, headers, as, body } = settings
    const all = { ...headers, 'idempotency-key': letter.id }
    if (method === 'GET') return { method, headers: all }
    const content = filled(body, valuesOf(letter))
    if (as === 'json') {
      return { method, headers: { 'content-type': 'application/json', ...all }, body: JSON.stringify(content) }
    }
    return { method, headers: all, body: new URLSearchParams(content as Record<string, string>) }
  }

  function isProved(headers: Readonly<Record<string, unknown>>, body: Buffer, now: Milliseconds): boolean {
    if (receipt === undefined) return false
    const signature = headers[receipt.signatureHeader]
    if (typeof signature !== 'string') return false
    if (receipt.timestampHeader === undefined) return isSigned(receipt.secret, body, signature)
    const moment = headers[receipt.timestampHeader]
    if (typeof moment !== 'string' || !isRecent(moment, now)) return false
    return isSigned(receipt.secret, Buffer.concat([Buffer.from(`${moment}.`), body]), signature)
  }

  function receiptIn(body: Buffer): Receipt | 'nothing' | undefined {
    if (receipt === undefined) return undefined
    const text = body.toString()
    const content = parsed(text) ?? Object.fromEntries(new URLSearchParams(text))
    const message = textAt(content, receipt.idPath)
    const status = textAt(content, receipt.statusPath)
    if (message === undefined || status === undefined) return undefined
    if (receipt.delivered.includes(status)) return { message, delivered: true }
    return receipt.failed.includes(status) ? { message, delivered: false } : 'nothing'
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
