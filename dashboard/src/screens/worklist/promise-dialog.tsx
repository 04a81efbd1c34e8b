import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../words/times.ts'

const MINUTE = 60_000
/** What people say: "in a quarter of an hour", "this afternoon", "tomorrow at this time". */
const AHEAD = [15, 30, 60, 120, 240, 480, 1440]

interface Props {
  name: string
  onClose(): void
  onPromise(promise: { due: string; text: string; mine: boolean }): Promise<unknown>
  /** It has been promised before, and is moved. */
  isMoved?: boolean
}

/** By when somebody calls, and why. */
export function PromiseDialog({ name, onClose, onPromise, isMoved = false }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(MINUTE)
  const [minutes, setMinutes] = useState(60)
  const [text, setText] = useState('')
  const [mine, setMine] = useState(true)
  const [isAsked, setAsked] = useState(false)
  const [error, setError] = useState<unknown>()
  const isMissing = !isMoved && text.trim() === ''
  const save = () => {
    setAsked(true)
    if (isMissing) return
    const due = new Date(now + minutes * MINUTE).toISOString()
    onPromise({ due, text: text.trim(), mine }).then(onClose, setError)
  }
  return (
    <Dialog opened onClose={onClose} title={t(isMoved ? 'worklist.promise.move' : 'worklist.promise.title', { name })}>
      <div className="dialog-body">
        <TextInput
          label={t(isMoved ? 'worklist.promise.why' : 'worklist.promise.text')}
          data-autofocus
          maxLength={500}
          value={text}
          error={isAsked && isMissing ? t('worklist.promise.missing') : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <fieldset className="work-times">
          <legend>{t('worklist.promise.when')}</legend>
          {AHEAD.map((each) => (
            <Button
              key={each}
              size="md"
              variant={each === minutes ? 'filled' : 'default'}
              aria-pressed={each === minutes}
              onClick={() => setMinutes(each)}
            >
              {each < 60
                ? t('worklist.promise.minutes', { minutes: each })
                : t('worklist.promise.hours', { hours: each / 60 })}
            </Button>
          ))}
        </fieldset>
        <p role="status">{t('worklist.promise.by', { time: formatMoment(now + minutes * MINUTE, language, now) })}</p>
        {!isMoved && (
          <Checkbox
            size="md"
            label={t('worklist.promise.mine')}
            checked={mine}
            onChange={(event) => setMine(event.currentTarget.checked)}
          />
        )}
        {error !== undefined && <FailureNotice error={error} say={(why) => t('worklist.failed', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button onClick={save}>{t('worklist.promise.save')}</Button>
        </div>
      </div>
    </Dialog>
  )
}
