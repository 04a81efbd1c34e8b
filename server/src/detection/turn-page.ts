import type { Milliseconds, Reading } from '@kotisilta/contract'
import { dayOf } from './local-time.ts'
import type { Needs } from './needs.ts'
import { closed, noted, type OpenPage, openPage, type Page, slimmed } from './pages.ts'
import type { Episodes } from './state.ts'

/** For data that come late: so many days more are kept than any rule looks back on. */
const SPARE_DAYS = 2

/** The day that is being written, and what is persisted of those before. */
interface Diary {
  page?: OpenPage | undefined
  episodes: Episodes
}

/** Writes one more reading down; the page is turned by the first reading of a new day. */
export function writtenDown(needs: Needs, { page, episodes }: Diary, reading: Reading, at: Milliseconds): Diary {
  if (page !== undefined && at >= page.start && at < page.end) return { page: noted(page, reading, at), episodes }
  const day = dayOf(at)
  const newest = page?.day ?? closedDays(needs, episodes).at(-1)?.day
  // Of a day that is over: it is in there already.
  if (newest !== undefined && day <= newest) return { page, episodes }
  return {
    page: noted(openPage(needs.pageKinds, at), reading, at),
    episodes: page === undefined ? episodes : turned(needs, page, episodes),
  }
}

/** With a page that is over among the others. */
export function turned(needs: Needs, page: OpenPage, episodes: Episodes): Episodes {
  const kept = closedDays(needs, episodes)
    .filter(({ day }) => day > page.day - needs.pageDays - SPARE_DAYS)
    .map((each) => slimmed(each, page.day + 1 - each.day))
  return { ...episodes, pages: { of: needs.pageKinds, days: [...kept, closed(page)] } }
}

const NO_DAYS: readonly Page[] = []

/** The days that are over, as far as what is written of them is what the plan needs now. */
export const closedDays = ({ pageKinds }: Needs, { pages }: Episodes): readonly Page[] =>
  pages !== undefined && pages.of === pageKinds ? pages.days : NO_DAYS

/** The days before `until`, of which nothing has to be written down again. */
export function pagesBefore({ pages, ...others }: Episodes, until: number): Episodes {
  if (pages === undefined) return others
  const days = pages.days.filter(({ day }) => day < until)
  return days.length === 0 ? others : { ...others, pages: { ...pages, days } }
}
