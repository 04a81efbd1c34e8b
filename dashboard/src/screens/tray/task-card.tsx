import type { ReadingKind, Task } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { RequestFailed } from '../../api/request-failed.ts'
import { useSession } from '../../api/session.ts'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { isReadingKind, kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'
import { useSpanText } from '../../words/use-words.ts'
import { AskButton } from '../asks/ask-button.tsx'
import { AskLine } from '../asks/ask-line.tsx'
import { useStep } from './use-tasks.ts'
import { WhoseReading } from './whose-reading.tsx'

/** What a device at home can be asked for once more. */
const ASKS: ReadonlySet<Task['kind']> = new Set(['measure-again', 'ask-person'])

function toMeasure({ kind, reading, asked }: Task): ReadingKind | undefined {
  const named = kind === 'measure-again' ? (reading?.kind ?? asked?.args.kind) : undefined
  return typeof named === 'string' && isReadingKind(named) ? named : undefined
}

/** One thing to be done: of whom, what, by when, who has it, and the buttons that fit. */
export function TaskCard({ task }: { task: Task }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(1_000)
  const { user } = useSession()
  const step = useStep(task.id)
  const { patient, reading, words, kind, owner, asked } = task
  const again = toMeasure(task)
  const mine = owner?.id === user.id
  const free = owner === null
  const by = step.error instanceof RequestFailed ? step.error.problem?.detail : undefined
  const act = (action: 'claim' | 'release' | 'done') => (
    <Button
      variant={action === 'release' ? 'default' : 'filled'}
      size="md"
      loading={step.isPending && step.variables.action === action}
      onClick={() => step.mutate({ action })}
    >
      {t(`tray.act.${action}`)}
    </Button>
  )
  return (
    <li className="panel task" data-kind={kind} data-owner={free ? 'none' : mine ? 'me' : 'other'}>
      <div className="task-words">
        <h2>
          {words?.[language].title ?? t(`tray.kind.${kind}`)}
          {words === undefined && again !== undefined && reading === undefined && `: ${kindText(t, again)}`}
        </h2>
        {patient !== null && (
          <p>
            <Link className="table-link" to={`/patients/${patient.id}`}>
              {patient.name}
            </Link>
          </p>
        )}
        {reading !== undefined && (
          <p className="task-reading">
            {kindText(t, reading.kind)} <b>{readingText(t, language, reading)}</b>{' '}
            <span className="soft">{formatMoment(reading.at, language, now)}</span>
          </p>
        )}
        {words !== undefined && <p className="soft">{words[language].why}</p>}
        <Due task={task} now={now} />
        {asked !== undefined && <AskLine command={asked} />}
        {kind === 'measure-again' && asked === undefined && <p className="soft">{t('tray.notAsked')}</p>}
        <p className="task-owner">
          {free ? t('tray.nobody') : mine ? t('tray.mine') : t('tray.has', { name: owner.name })}
        </p>
      </div>
      <div className="task-acts">
        {kind === 'person-uncertain' && (free || mine) && <WhoseReading task={task} step={step} />}
        {ASKS.has(kind) && (free || mine) && patient !== null && (
          <AskButton patient={patient.id} kind={again} asked={asked === undefined ? [] : [asked]} />
        )}
        {kind === 'measure-again' && (free || mine) && patient !== null && (
          <Link className="button-link" to={`/patients/${patient.id}/enter`}>
            {t('tray.enter')}
          </Link>
        )}
        {free && act('claim')}
        {kind !== 'person-uncertain' && mine && act('done')}
        {mine && act('release')}
      </div>
      {step.isError && (
        <FailureNotice
          error={step.error}
          say={(why) => (by === undefined ? t('tray.stepFailed', { why }) : t('tray.already', { name: by }))}
        />
      )}
    </li>
  )
}

function Due({ task: { due }, now }: { task: Task; now: number }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const spanText = useSpanText()
  if (due === null) return null
  const left = Date.parse(due) - now
  return (
    <p className="task-due" data-overdue={left < 0 || undefined}>
      {t(left < 0 ? 'tray.overdue' : 'tray.due', {
        time: formatMoment(due, language, now),
        span: spanText(Math.abs(left)),
      })}
    </p>
  )
}
