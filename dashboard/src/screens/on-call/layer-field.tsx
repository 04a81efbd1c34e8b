import type { DutyLayer, DutyWindow, OnCallSettings } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DateField } from '../../ui/date-field.tsx'
import { PeoplePicker } from './people-picker.tsx'
import { WindowsField } from './windows-field.tsx'

interface Props {
  layer: DutyLayer
  staff: OnCallSettings['staff']
  onChange(layer: DutyLayer): void
  onRemove: (() => void) | undefined
}

/** Crews that take turns: who, from when, how long a turn lasts, and in which hours. */
export function LayerField({ layer, staff, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const { crews } = layer
  const windowed = (windows: DutyWindow[] | undefined) => {
    const { windows: _before, ...rest } = layer
    onChange(windows === undefined ? rest : { ...rest, windows })
  }
  return (
    <fieldset className="on-call-group">
      <legend>{layer.name}</legend>
      <div className="on-call-form">
        <TextInput
          label={t('onCall.edit.layerName')}
          value={layer.name}
          maxLength={100}
          onChange={(event) => onChange({ ...layer, name: event.currentTarget.value })}
        />
        <DateField
          label={t('onCall.edit.firstDay')}
          value={layer.from}
          onChange={(value) => onChange({ ...layer, from: value })}
        />
        <TextInput
          type="number"
          min={1}
          max={60}
          label={t('onCall.edit.turnDays')}
          value={layer.turnDays}
          onChange={(event) => onChange({ ...layer, turnDays: Number(event.currentTarget.value) })}
        />
        <TextInput
          type="time"
          label={t('onCall.edit.handover')}
          value={layer.handover}
          onChange={(event) => onChange({ ...layer, handover: event.currentTarget.value })}
        />
      </div>
      {crews.map((crew, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a crew is its place in the order of turns
        <div key={place} className="on-call-form">
          <span>{t('onCall.edit.turn', { number: place + 1 })}</span>
          <PeoplePicker
            label={t('onCall.edit.crewOf', { number: place + 1, layer: layer.name })}
            staff={staff}
            chosen={crew}
            onChange={(chosen) => onChange({ ...layer, crews: crews.with(place, chosen) })}
          />
          {crews.length > 1 && (
            <Button variant="default" onClick={() => onChange({ ...layer, crews: crews.toSpliced(place, 1) })}>
              {t('onCall.edit.removeTurn', { number: place + 1 })}
            </Button>
          )}
        </div>
      ))}
      <div className="on-call-buttons">
        <Button variant="default" onClick={() => onChange({ ...layer, crews: [...crews, []] })}>
          {t('onCall.edit.addTurn')}
        </Button>
        {onRemove !== undefined && (
          <Button variant="default" onClick={onRemove}>
            {t('onCall.edit.removeLayer')}
          </Button>
        )}
      </div>
      <WindowsField always={t('onCall.edit.aroundTheClock')} windows={layer.windows} onChange={windowed} />
    </fieldset>
  )
}
