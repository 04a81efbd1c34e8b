import type { OnCallNow } from '@kotisilta/contract'

/** Who is on in all schedules together, until when, who comes next, and where nobody is who has to be. */
export interface DutyLine {
  people: { name: string; until: string }[]
  next: string[]
  empty: string[]
}

export function dutyLine(schedules: OnCallNow['schedules']): DutyLine {
  const people = new Map<string, { name: string; until: string }>()
  for (const { now } of schedules) {
    for (const { id, name } of now.staff) {
      const known = people.get(id)
      if (known === undefined || known.until < now.until) people.set(id, { name, until: now.until })
    }
  }
  const coming = schedules
    .flatMap(({ next }) => (next !== null && next.staff.length > 0 ? [next] : []))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  return {
    people: [...people.values()],
    next: (coming[0]?.staff ?? []).map(({ name }) => name),
    empty: schedules.filter(({ now, required }) => required && now.staff.length === 0).map(({ name }) => name),
  }
}
