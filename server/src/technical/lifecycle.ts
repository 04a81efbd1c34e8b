import {
  type Actor,
  type Channel,
  type GatewayFindingCode,
  isoTime,
  type Milliseconds,
  type ProblemCode,
  type TechnicalAlert,
  type TechnicalProblem,
} from '@kotisilta/contract'

/** Something that was noticed of a gateway or of the server, perhaps several times since it was last told. */
export interface Sighting {
  /** null: of the server itself. */
  gateway: string | null
  channel?: Channel | undefined
  problem: TechnicalProblem
  count: number
  at: Milliseconds
  detail: string
}

export type TechnicalStep = { by: Actor } & (
  | { type: 'acknowledge' }
  | { type: 'hand-back' }
  | { type: 'resolve'; note?: string | undefined }
)

/** Not seen for so long, it has ended: what comes after that has come back. */
export const QUIET: Milliseconds = 30 * 60_000

/** What a technician is alerted of; everything else that is noticed of gateways stands on their page and calls nobody. */
const PROBLEM_OF: Partial<Record<GatewayFindingCode, TechnicalProblem>> = {
  'topic-not-own': 'beyond-own-topics',
  'subscription-not-own': 'beyond-own-topics',
  'will-not-own': 'beyond-own-topics',
  'identity-shared': 'identity-shared',
  'alive-test-missing': 'alive-test-missing',
  // One whose access was taken away is meant to stay outside; it knocks in vain, and nobody is called.
  'credentials-wrong': 'refused',
  'certificate-expired': 'refused',
  'certificate-untrusted': 'refused',
  'items-damaged': 'storage-failing',
  'disk-failing': 'storage-failing',
}

/** How an alert of a problem begins, and how often it has to be seen before it is medium. */
const GRAVITY: Readonly<Record<TechnicalProblem, { begins: TechnicalAlert['priority']; mediumAt: number }>> = {
  // No gateway of ours ever does it: once is enough.
  'beyond-own-topics': { begins: 'medium', mediumAt: 1 },
  // Once, or once for each of its two connections, can be a network that came back quickly; two boxes that take the line
  // from each other go on and on.
  'identity-shared': { begins: 'low', mediumAt: 5 },
  // Three times in a night: an alarm from there would not have been seen either.
  'alive-test-missing': { begins: 'medium', mediumAt: 1 },
  // A box tries again within minutes; somebody's slip with a key is over by then.
  refused: { begins: 'low', mediumAt: 5 },
  'storage-failing': { begins: 'medium', mediumAt: 1 },
  'channel-down': { begins: 'medium', mediumAt: 1 },
  'backup-failed': { begins: 'medium', mediumAt: 1 },
  'database-damaged': { begins: 'medium', mediumAt: 1 },
}

export const technicalProblemOf = (code: GatewayFindingCode): TechnicalProblem | undefined => PROBLEM_OF[code]

/** Whether it goes on, as far as anybody can tell. */
export const isStillTrue = ({ lastAt }: Pick<TechnicalAlert, 'lastAt'>, now: Milliseconds): boolean =>
  now - Date.parse(lastAt) <= QUIET

/** What it was about has ended by itself. */
export const isOver = ({ history }: Pick<TechnicalAlert, 'history'>): boolean => history.at(-1)?.event === 'over'

/** The alert once what it was about has ended: nobody has to do anything any more. */
export const ended = (alert: TechnicalAlert, now: Milliseconds): TechnicalAlert => ({
  ...alert,
  status: 'resolved',
  history: [...alert.history, { at: isoTime(now), event: 'over' }],
})

/** Whoever had taken it has had it for too long: it is open again, and nobody's. */
export const expired = (alert: TechnicalAlert, now: Milliseconds): TechnicalAlert => ({
  ...alert,
  status: 'open',
  owner: null,
  history: [...alert.history, { at: isoTime(now), event: 'expired' }],
})

/**
 * The alert after its problem was seen once more: it grows and is not doubled. It calls again (open, and nobody's) only
 * when it has become medium, or when it had ended and came back; so somebody who has taken it is left in peace.
 * @param alert the newest one of the gateway and problem
 */
export function sighted(alert: TechnicalAlert | undefined, sighting: Sighting, newId: () => string): TechnicalAlert {
  const { problem } = sighting
  const { begins, mediumAt } = GRAVITY[problem]
  const at = isoTime(sighting.at)
  const wasQuiet = alert !== undefined && !isStillTrue(alert, sighting.at)
  const hasEnded = alert?.status === 'resolved' && (wasQuiet || isOver(alert))
  if (alert === undefined || hasEnded) {
    const { gateway, channel, count, detail } = sighting
    const priority = count >= mediumAt ? 'medium' : begins
    const history: TechnicalAlert['history'] = [{ at, event: 'raised' }]
    const raised = {
      id: newId(),
      gateway,
      problem,
      count,
      detail,
      raisedAt: at,
      lastAt: at,
      ...(channel && { channel }),
    }
    return { ...raised, priority, status: 'open', owner: null, history }
  }
  const count = alert.count + sighting.count
  const worsened = alert.priority === 'low' && count >= mediumAt
  // Resolved a moment ago, and it goes on: the same alert, which was not the end of it.
  const cameBack = alert.status === 'resolved' || (alert.status === 'acknowledged' && wasQuiet)
  return {
    ...alert,
    count,
    detail: sighting.detail,
    lastAt: isoTime(Math.max(sighting.at, Date.parse(alert.lastAt))),
    ...(worsened && { priority: 'medium' }),
    ...((worsened || cameBack) && { status: 'open', owner: null }),
    history: [
      ...alert.history,
      ...(worsened ? [{ at, event: 'worsened' as const }] : []),
      ...(cameBack ? [{ at, event: 'came-back' as const }] : []),
    ],
  }
}

/** What a person does with it. Whoever is first has it. */
export function stepped(
  alert: TechnicalAlert,
  step: TechnicalStep,
  now: Milliseconds,
): TechnicalAlert | { refused: ProblemCode; by?: Actor } {
  const { by } = step
  const { owner } = alert
  if (alert.status === 'resolved') return { refused: 'alert-already-resolved' }
  const done = (
    event: TechnicalAlert['history'][number]['event'],
    changes: Partial<TechnicalAlert>,
    note?: string,
  ) => ({
    ...alert,
    ...changes,
    history: [...alert.history, { at: isoTime(now), event, by, ...(note !== undefined && { note }) }],
  })
  switch (step.type) {
    case 'acknowledge':
      if (owner !== null && owner.id !== by.id) return { refused: 'alert-already-acknowledged', by: owner }
      return owner === null ? done('acknowledged', { status: 'acknowledged', owner: by }) : alert
    case 'hand-back':
      if (owner?.id !== by.id) return { refused: 'alert-not-yours', ...(owner && { by: owner }) }
      return done('handed-back', { status: 'open', owner: null })
    case 'resolve':
      return done('resolved', { status: 'resolved', owner: owner ?? by }, step.note)
  }
}
