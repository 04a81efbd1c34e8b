import type { Alert, ReadingKind } from '@kotisilta/contract'
import { isReadingKind } from '../../words/reading-text.ts'
import { AskButton } from './ask-button.tsx'
import { AskLine } from './ask-line.tsx'
import { useAsks } from './use-asks.ts'

/** What was asked a little before the alert belongs to it: it may have come because nobody measured again. */
const BEFORE_MS = 30 * 60_000
const SHOWN = 3

/** Of an alert: asking the person through a device at home, and how what was asked stands. */
export function AlertAsks({ alert }: { alert: Alert }) {
  const since = new Date(Date.parse(alert.raisedAt) - BEFORE_MS).toISOString()
  const asked = useAsks(alert.patient.id, since)
  return (
    <>
      {alert.status !== 'resolved' && (
        <AskButton patient={alert.patient.id} kind={measuredAgain(alert)} asked={asked} />
      )}
      {asked.length > 0 && (
        <div className="alert-asks">
          {asked.slice(0, SHOWN).map((command) => (
            <AskLine key={command.id} command={command} />
          ))}
        </div>
      )}
    </>
  )
}

/** The newest reading that the alert rests on. */
function measuredAgain({ basis }: Alert): ReadingKind | undefined {
  const kinds = basis.map(({ kind }) => kind).filter(isReadingKind)
  return kinds.at(-1)
}
