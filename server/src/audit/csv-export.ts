import { accessCsv, csvHead } from './csv.ts'
import type { AccessLogReader, AccessQuery } from './reader.ts'

/** Entries that are read at once: an export is as long as the log, and never whole in memory. */
const PIECE = 2_000
/** So that a spreadsheet takes it for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/** All that was asked for as CSV, piece by piece, newest first; what is written meanwhile is not in it. */
export async function* csvExport(
  accessLog: Pick<AccessLogReader, 'search'>,
  asked: Omit<AccessQuery, 'limit' | 'before'>,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${csvHead}`
  let before: number | undefined
  do {
    const { entries, next } = await accessLog.search({ ...asked, before, limit: PIECE })
    if (entries.length > 0) yield accessCsv(entries)
    before = next ?? undefined
  } while (before !== undefined)
}
