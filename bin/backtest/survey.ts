import { objectOf } from './entry.ts'

/** What a stretch of a history holds of one person. */
interface Stretch {
  items: number
  first: string
  last: string
  isInOrder: boolean
}

/** What a stretch of a history holds. */
export interface Survey {
  lines: number
  patients: Map<string, Stretch>
  /** Whether there are lines that do not say whose they are. */
  isNameless: boolean
}

/** What is to be known of lines before they are judged: whose they are, and whether each person's are in event time. */
export function surveyOf(lines: readonly string[]): Survey {
  const patients = new Map<string, Stretch>()
  let isNameless = false
  for (const line of lines) {
    const { patient, at } = labelOf(line)
    if (patient === undefined) {
      isNameless ||= line.trim() !== ''
      continue
    }
    const known = patients.get(patient)
    if (known === undefined) patients.set(patient, { items: 1, first: at ?? '', last: at ?? '', isInOrder: true })
    else note(known, at)
  }
  return { lines: lines.length, patients, isNameless }
}

function note(stretch: Stretch, at: string | undefined): void {
  stretch.items++
  if (at === undefined) return
  if (stretch.first === '') stretch.first = at
  if (at >= stretch.last) stretch.last = at
  else stretch.isInOrder = false
}

interface Label {
  /** Undefined if it does not say. */
  patient: string | undefined
  at: string | undefined
}

/** Whose a line is. */
export const patientOf = (line: string): string | undefined => labelOf(line).patient

/** Inside of a JSON string a quote has a backslash before it, so this is always a key; whose, only the parser knows. */
const KEYS = /"(patient|at)":"([^"]*)"/g

/** Whose a line is, and of when. Found by their keys where that leaves no doubt: in a fifth of the time that parsing takes. */
function labelOf(line: string): Label {
  let patient: string | undefined
  let at: string | undefined
  KEYS.lastIndex = 0
  for (let found = KEYS.exec(line); found !== null; found = KEYS.exec(line)) {
    const [, key, text = ''] = found
    if (text.includes('\\') || (key === 'at' ? at : patient) !== undefined) return parsedLabelOf(line)
    if (key === 'at') at = text
    else patient = text
  }
  if (patient === undefined || at === undefined) return parsedLabelOf(line)
  return { patient: patient === '' ? undefined : patient, at }
}

function parsedLabelOf(line: string): Label {
  const { patient, at } = objectOf(line) ?? {}
  return { patient: textOf(patient) || undefined, at: textOf(at) }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Who judges what of a history. */
export interface Division {
  /** By person, which of the shares. */
  shareOf: ReadonlyMap<string, number>
  /** Whose items are not in event time, and have to be put in order before they can be judged. */
  held: Pick<ReadonlySet<string>, 'has'>
  /** Of each stretch: the number of the line before it, and the shares that have something in it. */
  stretches: readonly { linesBefore: number; shares: readonly number[] }[]
}

/** A run of persons is about as much as so many stretches hold. */
const RUN = 6
const FEWEST_RUNS = 4

/**
 * Divides a history among so many: each person's to one. Runs of persons, in the order in which they first appear, are dealt
 * out in turn, so that of a file that is grouped by person each thread reads a part, and none is far ahead of the others.
 * What does not say whose it is goes to the first.
 */
export function divided(surveys: readonly Survey[], shares: number): Division {
  const items = new Map<string, number>()
  const newest = new Map<string, string>()
  const held = new Set<string>()
  for (const { patients } of surveys) {
    for (const [patient, { items: more, first, last, isInOrder }] of patients) {
      items.set(patient, (items.get(patient) ?? 0) + more)
      const before = newest.get(patient) ?? ''
      if (!isInOrder || (first !== '' && first < before)) held.add(patient)
      if (last > before) newest.set(patient, last)
    }
  }
  const all = [...items.values()].reduce((sum, each) => sum + each, 0)
  const run = Math.min((RUN * all) / surveys.length, all / (FEWEST_RUNS * shares))
  const shareOf = new Map<string, number>()
  let before = 0
  for (const [patient, count] of items) {
    shareOf.set(patient, Math.floor((before + count / 2) / run) % shares)
    before += count
  }
  let linesBefore = 0
  const stretches = surveys.map(({ lines, patients, isNameless }) => {
    const who = new Set([...patients.keys()].map((patient) => shareOf.get(patient) as number))
    if (isNameless) who.add(0)
    const stretch = { linesBefore, shares: [...who] }
    linesBefore += lines
    return stretch
  })
  return { shareOf, held, stretches }
}
