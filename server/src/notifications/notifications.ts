import type { Channel, Clock } from '@kotisilta/contract'
import type SqliteDatabase from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Committer } from '../commit/committer.ts'
import type { Database } from '../database/schema.ts'
import { openChannels } from './channels/open-channels.ts'
import { type PushKeys, pushKeys } from './channels/push-keys.ts'
import { startDeadMansSwitch } from './dead-mans-switch.ts'
import type { MessageChannel } from './port.ts'
import { type NotificationReader, notificationReader } from './reader.ts'
import { startSender } from './sender.ts'
import type { ChannelSettings } from './settings.ts'

export interface NotificationPorts {
  committer: Committer
  query: Kysely<Database>
  sqlite: SqliteDatabase.Database
  clock: Clock
  dataDir: string
  settings: ChannelSettings
  /** The dashboard's address. */
  base: URL | undefined
  log: Logger
}

/** Everything about telling people who do not look at a screen. */
export interface Notifications {
  channels: ReadonlyMap<Channel, MessageChannel>
  configured: ReadonlySet<Channel>
  keys: PushKeys
  settings: ChannelSettings
  read: NotificationReader
  /** Something has been committed. */
  look(): void
  close(): Promise<void>
}

export function startNotifications(ports: NotificationPorts): Notifications {
  const { committer, query, sqlite, clock, dataDir, settings, base, log } = ports
  const keys = pushKeys(dataDir)
  const channels = openChannels(settings, keys, clock)
  const { deadMansSwitch } = settings
  const endSwitch =
    deadMansSwitch === undefined ? undefined : startDeadMansSwitch({ ...deadMansSwitch, committer, sqlite, clock, log })
  const sender = startSender({ committer, sqlite, clock, channels, base, log })
  return {
    channels,
    configured: new Set(channels.keys()),
    keys,
    settings,
    read: notificationReader(query, sqlite),
    look: sender.look,
    close() {
      endSwitch?.()
      return sender.close()
    },
  }
}
