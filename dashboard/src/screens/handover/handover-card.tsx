import { type Handover, type HandoverLine, taskKindSchema } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { PriorityMark } from '../../ui/priority-mark.tsx'
import { formatMoment } from '../../words/times.ts'
import { useReceive, useWithdraw } from './use-handover.ts'

/** One handover: who left what to whom, and what has become of each thing. */
export function HandoverCard({ handover }: { handover: Handover }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { user } = useSession()
  const receive = useReceive(handover.id)
  const withdraw = useWithdraw(handover.id)
  const { from, to, at, status, lines, receivedBy, receivedAt } = handover
  const isMine = from.id === user.id
  const isOpen = status === 'offered'
  const waiting = lines.filter(({ state }) => state === 'offered').map(({ line }) => line)
  return (
    <li className="panel handover" data-status={status}>
      <h3>
        {t(to === null ? 'handover.card.toAnybody' : 'handover.card.to', { from: from.name, to: to?.name })}{' '}
        <span className="soft">{formatMoment(at, language, now)}</span>
      </h3>
      <p className="handover-state" data-status={status}>
        {t(`handover.status.${status}`)}
        {receivedBy !== null && receivedAt !== null && (
          <> · {t('handover.card.by', { name: receivedBy.name, time: formatMoment(receivedAt, language, now) })}</>
        )}
      </p>
      <ul className="sheet-list">
        {lines.map((line) => (
          <Line
            key={line.line}
            line={line}
            onReceive={isOpen && !isMine && line.state === 'offered' ? () => receive.mutate([line.line]) : undefined}
          />
        ))}
      </ul>
      {isOpen && (
        <div className="work-acts">
          {!isMine && waiting.length > 0 && (
            <Button size="lg" loading={receive.isPending} onClick={() => receive.mutate(waiting)}>
              {t('handover.card.receiveAll', { count: waiting.length })}
            </Button>
          )}
          {isMine && (
            <Button size="md" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
              {t('handover.card.withdraw')}
            </Button>
          )}
        </div>
      )}
      {receive.isError && <FailureNotice error={receive.error} say={(why) => t('worklist.failed', { why })} />}
      {withdraw.isError && <FailureNotice error={withdraw.error} say={(why) => t('worklist.failed', { why })} />}
    </li>
  )
}

/** A task without words of its own is called by its kind. */
function taskText(t: TFunction, text: string | undefined): string {
  const kind = taskKindSchema.safeParse(text)
  return kind.success ? t(`worklist.kind.${kind.data}`) : (text ?? '')
}

function Line({ line, onReceive }: { line: HandoverLine; onReceive: (() => void) | undefined }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { kind, patient, words, text, priority, due, state } = line
  return (
    <li className="handover-line" data-state={state}>
      <span>
        {kind === 'alert' && priority !== undefined && <PriorityMark priority={priority} />}{' '}
        {kind === 'worry' && <i>{t('handover.worry')}: </i>}
        {patient !== null && <b>{patient.name} </b>}
        {words?.[language].title} {kind !== 'task' && text}{' '}
        {kind === 'task' && words === undefined && taskText(t, text)}{' '}
        {due !== undefined && formatMoment(due, language, now)}{' '}
        <span className="soft">– {t(`handover.state.${state}`)}</span>
      </span>
      {onReceive !== undefined && (
        <Button size="md" variant="default" onClick={onReceive}>
          {t('handover.card.receive')}
        </Button>
      )}
    </li>
  )
}
