import { type Language, type Plan, type PlanWords, READING_KINDS, type ReadingKind } from '@kotisilta/contract'
import { english } from './english.ts'
import { finnish } from './finnish.ts'
import { ruleSentences } from './rule-sentences.ts'
import { swedish } from './swedish.ts'
import type { Vocabulary } from './vocabulary.ts'

const LANGUAGES: Readonly<Record<Language, Vocabulary>> = { fi: finnish, sv: swedish, en: english }

/** What is not in the plan itself. */
interface Told {
  language: Language
  /** The responsible nurse's. */
  responsible: string | undefined
  /** Pauses that are over by then are not told. */
  now: number
}

/** A plan said to the person whose plan it is: sections of short sentences, empty ones left out. */
export function plainWords(plan: Plan, { language, responsible, now }: Told): PlanWords {
  const words = LANGUAGES[language]
  const isWatched = plan.detection.enabled
  const pauses = plan.pauses.filter(({ until }) => Date.parse(until) > now)
  const sections: [keyof Vocabulary['titles'], string[]][] = [
    [
      'measured',
      plan.expected.map(({ kind, withinHours, times, days }) =>
        words.measured(words.sign[kind], times === undefined ? words.atLeast(withinHours) : words.when(times, days)),
      ),
    ],
    ['reaction', isWatched ? [...limitSentences(plan, words), ...ruleSentences(plan, words)] : [words.off]],
    ['medicines', plan.medicines.flatMap((medicine) => medicineSentences(medicine, words))],
    ['goals', plan.goals.map((goal) => words.goal(goal, goal.due && dateText(`${goal.due}T12:00:00Z`, words)))],
    ['people', responsible === undefined ? [] : [words.responsible(responsible)]],
    [
      'pauses',
      pauses.map(({ from, until, reason }) => words.pause(dateText(from, words), dateText(until, words), reason)),
    ],
    ['always', [words.always]],
  ]
  return sections
    .filter(([, sentences]) => sentences.length > 0)
    .map(([title, sentences]) => ({ title: words.titles[title], sentences }))
}

function limitSentences({ limits, detection }: Plan, words: Vocabulary): string[] {
  if (detection.off.includes('limit')) return []
  return limits.flatMap(({ kind, component, hours, ...levels }) =>
    (['red', 'yellow'] as const).flatMap((level) => {
      const { low, high } = levels[level] ?? {}
      if (low === undefined && high === undefined) return []
      const bounds = { low: amount(low, kind, words), high: amount(high, kind, words), hours }
      return [words.limit(words.sign[component ?? kind], level, bounds)]
    }),
  )
}

function medicineSentences({ name, critical, doses }: Plan['medicines'][number], words: Vocabulary): string[] {
  if (doses.length === 0) return [words.medicineNoTimes(name)]
  const byDays = Map.groupBy(doses, ({ days }) => days?.join(' ') ?? '')
  const taken = [...byDays.values()].map((same) =>
    words.medicine(
      name,
      words.when(
        same.map(({ at }) => at),
        same[0]?.days,
      ),
    ),
  )
  return critical ? [...taken, words.important] : taken
}

function amount(value: number | undefined, kind: ReadingKind, words: Vocabulary): string | undefined {
  if (value === undefined) return undefined
  const unit = READING_KINDS[kind].unit
  const text = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 2 }).format(value)
  return unit === undefined || unit === '1' ? text : `${text} ${words.unit[unit]}`
}

/** A day in the home's own time. */
const dateText = (iso: string, { locale }: Vocabulary): string =>
  new Intl.DateTimeFormat(locale, {
    timeZone: 'Europe/Helsinki',
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
  }).format(new Date(iso))
