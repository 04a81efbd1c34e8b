import type { DutyWindow } from '@kotisilta/contract'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface Props {
  /** Said of the choice without windows. */
  always: string
  windows: readonly DutyWindow[] | undefined
  onChange(windows: DutyWindow[] | undefined): void
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7, 8]
const FIRST: DutyWindow = { days: EVERY_DAY, from: '21:00', until: '07:00' }

/** Always, or in certain hours of certain days. */
export function WindowsField({ always, windows, onChange }: Props) {
  const { t } = useTranslation()
  const put = (place: number, window: DutyWindow) => onChange(windows?.with(place, window))
  return (
    <div className="on-call-editor">
      <Checkbox
        label={always}
        checked={windows === undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? undefined : [FIRST])}
      />
      {windows?.map((window, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: windows have no names and keep their places
        <fieldset key={place} className="on-call-group">
          <legend>{t('onCall.edit.window', { number: place + 1 })}</legend>
          <Checkbox.Group
            label={t('onCall.edit.days')}
            value={window.days.map(String)}
            onChange={(days) => days.length > 0 && put(place, { ...window, days: days.map(Number).sort() })}
          >
            <div className="on-call-choices">
              {EVERY_DAY.map((day) => (
                <Checkbox key={day} value={String(day)} label={t(`onCall.day.${day as 1}`)} />
              ))}
            </div>
          </Checkbox.Group>
          <div className="on-call-form">
            <TextInput
              type="time"
              label={t('onCall.fromLabel')}
              value={window.from}
              onChange={(event) => put(place, { ...window, from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={t('onCall.untilLabel')}
              value={window.until}
              onChange={(event) => put(place, { ...window, until: event.currentTarget.value })}
            />
            {windows.length > 1 && (
              <Button variant="default" onClick={() => onChange(windows.toSpliced(place, 1))}>
                {t('onCall.edit.removeWindow')}
              </Button>
            )}
          </div>
        </fieldset>
      ))}
      {windows !== undefined && (
        <div>
          <Button variant="default" onClick={() => onChange([...windows, FIRST])}>
            {t('onCall.edit.addWindow')}
          </Button>
        </div>
      )}
    </div>
  )
}
