import type { OnCallCalendar, ShownDuty } from '@kotisilta/contract'
import { momentOfDay } from '../../words/day-moment.ts'
import { localOf } from '../plan/local-time.ts'

export interface CalendarDay {
  /** `2026-11-26` */
  date: string
  holiday: string | undefined
  /** For each schedule, in its order: the stretches of that day. */
  duties: ShownDuty[][]
}

/** A calendar cut at Helsinki's midnights. */
export function daysOf({ from, until, schedules, holidays }: OnCallCalendar): CalendarDay[] {
  const days: CalendarDay[] = []
  let date = localOf(Date.parse(from)).slice(0, 10)
  for (;;) {
    const [begin, end] = [momentOfDay(date, 0), momentOfDay(date, 1)]
    if (begin >= until) return days
    days.push({
      date,
      holiday: holidays.find((each) => each.date === date)?.name,
      duties: schedules.map(({ duties }) =>
        duties
          .filter((duty) => duty.from < end && duty.until > begin)
          .map((duty) => ({
            ...duty,
            from: new Date(Math.max(Date.parse(duty.from), Date.parse(begin))).toISOString(),
            until: new Date(Math.min(Date.parse(duty.until), Date.parse(end))).toISOString(),
          })),
      ),
    })
    date = localOf(Date.parse(end)).slice(0, 10)
  }
}
