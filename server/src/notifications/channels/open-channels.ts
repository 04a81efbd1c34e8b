import type { Channel, Clock } from '@kotisilta/contract'
import type { MessageChannel } from '../port.ts'
import type { ChannelSettings } from '../settings.ts'
import { email } from './email.ts'
import { httpProvider } from './http-provider.ts'
import { push } from './push.ts'
import type { PushKeys } from './push-keys.ts'
import { webhook } from './webhook.ts'

/** The ways of telling people that the operator has set up; push is always there. */
export function openChannels(
  settings: ChannelSettings,
  keys: PushKeys,
  clock: Clock,
): ReadonlyMap<Channel, MessageChannel> {
  const { sms, voice, email: mail, webhooks } = settings
  const channels = [
    push(keys, settings.push),
    ...(sms === undefined ? [] : [httpProvider('sms', sms)]),
    ...(voice === undefined ? [] : [httpProvider('voice', voice)]),
    ...(mail === undefined ? [] : [email(mail)]),
    ...(webhooks.length === 0 ? [] : [webhook(webhooks, clock)]),
  ]
  return new Map(channels.map((channel) => [channel.channel, channel]))
}
