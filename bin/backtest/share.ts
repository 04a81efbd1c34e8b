import type { Plan } from '@kotisilta/contract'
import { type Chunk, linesIn } from './chunks.ts'
import { type Entry, entryOf } from './entry.ts'
import { Judging } from './judging.ts'
import type { Counts } from './summary.ts'
import { type Division, patientOf } from './survey.ts'

/** What is to be written, with the number of the line that it comes from: they are in order. */
export interface Written {
  lines: number[]
  texts: string[]
}

interface Held extends Entry {
  lineNumber: number
}

/** One share of a history, judged stretch by stretch in the order of the file. */
export class Share {
  readonly #judging: Judging
  readonly #division: Division
  readonly #which: number
  readonly #planAt: () => Plan
  readonly #held = new Map<string, Held[]>()

  constructor(which: number, division: Division, { plan, scores }: { plan: Plan; scores: boolean }) {
    this.#which = which
    this.#division = division
    this.#judging = new Judging(scores)
    this.#planAt = () => plan
  }

  /** @param lines all of a stretch, this share's and others' @param linesBefore how many there are before it */
  judge(lines: readonly string[], { linesBefore, shares }: Division['stretches'][number]): Written {
    const written: Written = { lines: [], texts: [] }
    const { shareOf, held } = this.#division
    const isAlone = shares.length === 1
    for (const [index, line] of lines.entries()) {
      if (!isAlone && (shareOf.get(patientOf(line) ?? '') ?? 0) !== this.#which) continue
      if (line.trim() === '') continue
      const lineNumber = linesBefore + index + 1
      const entry = entryOf(line)
      if (typeof entry === 'string') this.#judging.summary.isBad(lineNumber, entry)
      else if (held.has(entry.patient)) this.#hold({ ...entry, lineNumber })
      else {
        this.#judging.judge(entry.patient, entry.item, this.#planAt, lineNumber)
        const text = this.#judging.takeOutput()
        if (text !== '') {
          written.lines.push(lineNumber)
          written.texts.push(text)
        }
      }
    }
    return written
  }

  /** Those whose items were not in event time, in the order in which they first appeared. */
  judgeHeld(): Written {
    const written: Written = { lines: [], texts: [] }
    for (const entries of this.#held.values()) {
      written.lines.push((entries[0] as Held).lineNumber)
      const inOrder = entries.sort((a, b) => (a.item.at === b.item.at ? 0 : a.item.at < b.item.at ? -1 : 1))
      for (const { patient, item, lineNumber } of inOrder) this.#judging.judge(patient, item, this.#planAt, lineNumber)
      written.texts.push(this.#judging.takeOutput())
    }
    return written
  }

  counts(): Counts {
    return this.#judging.counts()
  }

  #hold(entry: Held): void {
    const entries = this.#held.get(entry.patient)
    if (entries === undefined) this.#held.set(entry.patient, [entry])
    else entries.push(entry)
  }
}

/** What is written for one stretch of the file, or, where no stretch is named, for those whose items were held until the end. */
export interface Part {
  stretch?: number
  written: Written
}

/** Judges one share of a file, and says of each stretch that it has a part in what is to be written. */
export function* judgedParts(
  file: number,
  chunks: readonly Chunk[],
  share: Share,
  division: Division,
  which: number,
): Generator<Part> {
  for (const [stretch, chunk] of chunks.entries()) {
    const { shares, linesBefore } = division.stretches[stretch] as Division['stretches'][number]
    if (shares.includes(which)) yield { stretch, written: share.judge(linesIn(file, chunk), { shares, linesBefore }) }
  }
  yield { written: share.judgeHeld() }
}

/** In the order of the file, whoever has judged it. */
export function merged(parts: readonly Written[]): string {
  const [only, another] = parts
  if (only !== undefined && another === undefined) return only.texts.join('')
  return parts
    .flatMap(({ lines, texts }) => lines.map((line, index) => ({ line, text: texts[index] as string })))
    .sort((one, other) => one.line - other.line)
    .map(({ text }) => text)
    .join('')
}
