import type { HandoverLine } from '@kotisilta/contract'

/** What a line is about, as it stands at the moment of receipt. */
export interface Standing {
  /** Who has it; null: nobody. */
  owner: string | null
  isFinished: boolean
}

/**
 * What becomes of a line when somebody takes it. Only what the giver still has at that moment changes hands; what has
 * ended meanwhile, or has become another's, is gone, and nobody loses anything by it. A worry is heard. Pure.
 */
export function receipt(
  line: Pick<HandoverLine, 'kind' | 'state'>,
  standing: Standing | undefined,
  giver: string,
): 'received' | 'gone' | 'unchanged' {
  if (line.state !== 'offered') return 'unchanged'
  if (line.kind === 'worry') return 'received'
  return standing !== undefined && !standing.isFinished && standing.owner === giver ? 'received' : 'gone'
}

/** A handover is received when nothing of it is left lying. */
export const isWhole = (lines: readonly Pick<HandoverLine, 'state'>[]): boolean =>
  lines.every(({ state }) => state !== 'offered')
