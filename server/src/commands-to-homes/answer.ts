import { type CommandResultMessage, commandResultSchema } from '@kotisilta/contract'
import type { Kysely } from 'kysely'
import type { Work } from '../commit/work.ts'
import type { Database } from '../database/schema.ts'
import { quarantine } from '../ingest/quarantine.ts'
import { readPayload } from '../ingest/read-payload.ts'
import { askedAtHome } from '../tasks/asked-at-home.ts'
import { homeCommandStore } from './store.ts'

/** A home's answer to what was asked of it; one to what was never asked of it is kept in quarantine. */
export async function takeAnswer(
  query: Kysely<Database>,
  gateway: string,
  result: CommandResultMessage,
  work: Work,
): Promise<void> {
  const told = await homeCommandStore(query).answer(gateway, result, work.now)
  if (told !== 'unasked') return askedAtHome(query, told, work.now)
  const bytes = Buffer.from(JSON.stringify(result))
  const detail = 'Nothing was asked of this gateway under that id.'
  work.refused('result-unasked', { gateway })
  await quarantine(query).put({ gateway, lane: 'items', code: 'result-unasked', detail, bytes }, work.now)
}

/** Takes an answer from quarantine that can be read by now; undefined: what waits under that id is no answer. */
export async function replayAnswer(
  query: Kysely<Database>,
  id: string,
  work: Work,
): Promise<'replayed' | 'refused-again' | undefined> {
  const waiting = quarantine(query)
  const entry = await waiting.waiting(id)
  if (entry?.code !== 'result-invalid' && entry?.code !== 'result-unasked') return undefined
  const read = readPayload(commandResultSchema, entry.bytes)
  if ('detail' in read || entry.gateway === null) return 'refused-again'
  const told = await homeCommandStore(query).answer(entry.gateway, read.data, work.now)
  if (told === 'unasked') return 'refused-again'
  await askedAtHome(query, told, work.now)
  await waiting.markReplayed(id, work.now)
  return 'replayed'
}
