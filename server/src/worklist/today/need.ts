import type { Alert, EntryKind, Need, Problem } from '@kotisilta/contract'

/** What says that nothing is heard or known, and not that somebody is ill. */
const UNHEARD: ReadonlySet<Problem> = new Set<Problem>(['silence', 'device'])
/** What says nothing of how the person is. */
const ELSEWHERE: ReadonlySet<Problem> = new Set<Problem>(['test', 'promise'])

interface Known {
  /** Of the person's unresolved alerts. */
  problems: readonly Alert['problem'][]
  /** Of what there is to do for the person. */
  kinds: readonly EntryKind[]
  /** Came to us within the last days. */
  isNewcomer: boolean
}

/**
 * What a nurse has to know of a person first. Worse: something is wrong. Missing: something was expected and has not
 * come, or is to be made again. New: there is something to be done that was not there before, or the person is new.
 * Green: none of it.
 */
export function needOf({ problems, kinds, isNewcomer }: Known): Need {
  if (problems.some((problem) => !UNHEARD.has(problem) && !ELSEWHERE.has(problem))) return 'worse'
  if (problems.some((problem) => UNHEARD.has(problem)) || kinds.includes('measure-again')) return 'missing'
  return kinds.length > 0 || problems.length > 0 || isNewcomer ? 'new' : 'green'
}
