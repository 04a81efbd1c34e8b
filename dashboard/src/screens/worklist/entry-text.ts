import type { Language, WorkEntry } from '@kotisilta/contract'
import type { TFunction } from 'i18next'
import { kindText, readingText } from '../../words/reading-text.ts'

/** What there is to do, in a few words. */
export function entryTitle(t: TFunction, language: Language, { kind, words, about, count = 0 }: WorkEntry): string {
  if (words !== undefined) return words[language].title
  const code = about?.code
  if (about?.problem !== undefined) return t(`technical.problem.${about.problem}`)
  if (kind === 'trigger' && code !== undefined) return t(`worklist.code.${code}`)
  if (kind === 'technical' && code !== undefined) return t(`worklist.code.${code}`)
  if (kind === 'unassigned') return t('worklist.unassigned', { count })
  return t(`worklist.kind.${kind}`)
}

/** The rest of it: in somebody's own words, of which device, the value in doubt. */
export function entryMore(t: TFunction, language: Language, { about, reading }: WorkEntry): string {
  const { text, source, gateway, device, percent } = about ?? {}
  const parts = [
    reading === undefined ? undefined : `${kindText(t, reading.kind)} ${readingText(t, language, reading)}`,
    text,
    source,
    gateway,
    device,
    percent === undefined ? undefined : `${percent} %`,
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}

/** Where the thing itself is seen to, if it is not in this list. */
export function entryPlace({ kind, id, patient }: WorkEntry): string | undefined {
  switch (kind) {
    case 'alert':
      return `/?alert=${encodeURIComponent(id)}`
    case 'ask-person':
    case 'measure-again':
    case 'person-uncertain':
      return '/tray'
    case 'unassigned':
      return '/quarantine'
    case 'technical-alert':
      return '/technical'
    case 'plan-review':
      return patient === null ? undefined : `/patients/${encodeURIComponent(patient.id)}/plan`
    default:
      return undefined
  }
}

/** Whether it is taken and ended in this list. */
export const isOwnWork = ({ kind }: WorkEntry): boolean =>
  kind === 'call-back' || kind === 'trigger' || kind === 'plan-review' || kind === 'technical'

/** Whether it is taken and given back in this list; a technical alert is ended where it says what to do. */
export const isTakenHere = (entry: WorkEntry): boolean => isOwnWork(entry) || entry.kind === 'technical-alert'
