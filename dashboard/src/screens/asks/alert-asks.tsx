import type { Alert, ReadingKind } from '@kotisilta/contract'
import { isReadingKind } from '../../words/reading-text.ts'
import { AskButton } from './ask-button.tsx'
import { AskLine } from './ask-line.tsx'
import { useAsks } from './use-asks.ts'

/** What was asked a little before the alert belongs to it: it may have come because nobody measured again. */
const BEFORE_MS = 30 * 60_000
const SHOWN = 3

const useAsksOf = (alert: Alert) =>
  useAsks(alert.patient.id, new Date(Date.parse(alert.raisedAt) - BEFORE_MS).toISOString())

/** Of an alert: asking the person through a device at home. */
export function AskOfAlert({ alert }: { alert: Alert }) {
  const asked = useAsksOf(alert)
  if (alert.status === 'resolved') return null
  return <AskButton patient={alert.patient.id} kind={measuredAgain(alert)} asked={asked} />
}

/** Of an alert: how what was asked stands. */
export function AlertAsks({ alert }: { alert: Alert }) {
  const asked = useAsksOf(alert)
  if (asked.length === 0) return null
  return (
    <div className="alert-asks">
      {asked.slice(0, SHOWN).map((command) => (
        <AskLine key={command.id} command={command} />
      ))}
    </div>
  )
}

/** The newest reading that the alert rests on. */
function measuredAgain({ basis }: Alert): ReadingKind | undefined {
  const kinds = basis.map(({ kind }) => kind).filter(isReadingKind)
  return kinds.at(-1)
}
