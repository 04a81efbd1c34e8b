import type { DutyLayer, DutyWindow, KeptSchedule, OnCallSettings, Schedule } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putSchedule } from '../../api/on-call.ts'
import { localOf } from '../plan/local-time.ts'
import { EditorForm } from './editor-form.tsx'
import { idFromName } from './id-from-name.ts'
import { LayerField } from './layer-field.tsx'
import { useOnCallChange } from './use-on-call.ts'
import { WindowsField } from './windows-field.tsx'

type Draft = Omit<Schedule, 'id' | 'overrides'>
interface Props {
  schedule: KeptSchedule | undefined
  settings: OnCallSettings
  onClose(): void
}

const today = () => localOf(Date.now()).slice(0, 10)
const freshLayer = (name: string, number: number): DutyLayer => ({
  id: `layer-${number}-${Date.now().toString(36)}`,
  name,
  crews: [[]],
  from: today(),
  handover: '07:00',
  turnDays: 7,
})

function draftOf(schedule: KeptSchedule | undefined, layerName: string): Draft {
  if (schedule === undefined) {
    return { name: '', layers: [freshLayer(layerName, 1)], holidays: [], confirmMinutes: 15 }
  }
  const { name, area, layers, holidays, required, confirmMinutes } = schedule
  return {
    name,
    layers,
    holidays,
    confirmMinutes,
    ...(area !== undefined && { area }),
    ...(required !== undefined && { required }),
  }
}

/** A rota as a form. It is saved with the version that was seen, and with a reason. */
export function RotaEditor({ schedule, settings, onClose }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(schedule, t('onCall.edit.firstLayer')))
  const taken = settings.schedules.map(({ id }) => id)
  const saving = useOnCallChange(
    (reason: string) =>
      putSchedule(schedule?.id ?? idFromName(draft.name, taken), {
        ...draft,
        version: schedule?.version ?? 0,
        reason,
      }),
    onClose,
  )
  const { layers } = draft
  const require = (required: DutyWindow[] | undefined) => {
    const { required: _before, ...rest } = draft
    setDraft(required === undefined ? rest : { ...rest, required })
  }
  return (
    <EditorForm
      label={schedule?.name ?? t('onCall.rotas.new')}
      draft={draft}
      settings={settings}
      saving={saving}
      onDraft={setDraft}
      onSave={(reason) => saving.mutate(reason)}
      onClose={onClose}
      beside={
        <TextInput
          type="number"
          min={1}
          max={240}
          label={t('onCall.edit.confirmMinutes')}
          description={t('onCall.edit.confirmText')}
          value={draft.confirmMinutes ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget
            setDraft({ ...draft, confirmMinutes: value === '' ? null : Number(value) })
          }}
        />
      }
    >
      {layers.map((layer, place) => (
        <LayerField
          key={layer.id}
          layer={layer}
          staff={settings.staff}
          onChange={(changed) => setDraft({ ...draft, layers: layers.with(place, changed) })}
          onRemove={layers.length > 1 ? () => setDraft({ ...draft, layers: layers.toSpliced(place, 1) }) : undefined}
        />
      ))}
      <div>
        <Button
          variant="default"
          onClick={() =>
            setDraft({
              ...draft,
              layers: [
                ...layers,
                freshLayer(t('onCall.edit.nextLayer', { number: layers.length + 1 }), layers.length + 1),
              ],
            })
          }
        >
          {t('onCall.edit.addLayer')}
        </Button>
        <p className="soft">{t('onCall.edit.layersText')}</p>
      </div>
      <fieldset className="on-call-group">
        <legend>{t('onCall.edit.required')}</legend>
        <WindowsField always={t('onCall.edit.requiredAlways')} windows={draft.required} onChange={require} />
      </fieldset>
    </EditorForm>
  )
}
