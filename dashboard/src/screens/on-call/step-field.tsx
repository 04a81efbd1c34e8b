import { type EscalationPolicy, type EscalationTarget, type OnCallSettings, STAFF_ROLES } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { caresForClients, handlesTechnicalAlerts } from '../../shell/rights.ts'
import { targetText } from './chain-words.ts'

type Step = EscalationPolicy['steps'][number]

interface Props {
  number: number
  step: Step
  settings: OnCallSettings
  /** Of a chain for machines. */
  isTechnical: boolean
  onChange(step: Step): void
  onRemove: (() => void) | undefined
}

/** One step of a chain: whom it calls, and how long they have. */
export function StepField({ number, step, settings, isTechnical, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const targets: EscalationTarget[] = [
    ...settings.schedules.map(({ id }) => ({ type: 'schedule' as const, schedule: id })),
    ...STAFF_ROLES.filter(isTechnical ? handlesTechnicalAlerts : caresForClients).map((role) => ({
      type: 'role' as const,
      role,
    })),
    ...(isTechnical ? [] : [{ type: 'relatives' as const }]),
    ...settings.staff.map(({ id }) => ({ type: 'staff' as const, staff: id })),
  ]
  const taken = step.to.map((target) => JSON.stringify(target))
  const others = targets.filter((target) => !taken.includes(JSON.stringify(target)))
  return (
    <fieldset className="on-call-group">
      <legend>{t('onCall.chains.stepNumber', { number })}</legend>
      <div className="on-call-form">
        {step.to.map((target, place) => (
          <Button
            key={JSON.stringify(target)}
            variant="default"
            rightSection={<IconX size={18} aria-hidden="true" />}
            aria-label={t('onCall.edit.takeOut', { name: targetText(t, target, settings) })}
            onClick={() => onChange({ ...step, to: step.to.toSpliced(place, 1) })}
          >
            {targetText(t, target, settings)}
          </Button>
        ))}
        <NativeSelect
          aria-label={t('onCall.chains.addTargetOf', { number })}
          value=""
          onChange={(event) => {
            const target = others[Number(event.currentTarget.value)]
            if (event.currentTarget.value !== '' && target !== undefined)
              onChange({ ...step, to: [...step.to, target] })
          }}
          data={[
            { value: '', label: t('onCall.chains.addTarget') },
            ...others.map((target, place) => ({ value: String(place), label: targetText(t, target, settings) })),
          ]}
        />
      </div>
      <div className="on-call-form">
        <TextInput
          type="number"
          min={10}
          max={86_400}
          label={t('onCall.chains.wait')}
          value={step.waitSeconds}
          onChange={(event) => onChange({ ...step, waitSeconds: Number(event.currentTarget.value) })}
        />
        {onRemove !== undefined && (
          <Button variant="default" onClick={onRemove}>
            {t('onCall.chains.removeStep', { number })}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
