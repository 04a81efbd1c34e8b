import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addKit } from '../../api/people-endpoints.ts'
import { DeviceFields, type TypedDevice, wholeDevice } from '../../ui/device-fields.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'

interface Line extends TypedDevice {
  /** For its place in the list alone. */
  key: number
}

/** A kit is put together: its name, its gateway, and the devices that go with it. */
export function NewKitForm() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [label, setLabel] = useState('')
  const [gateway, setGateway] = useState('')
  const [lines, setLines] = useState<Line[]>([])
  const [checked, setChecked] = useState(false)
  const add = useMutation({
    mutationFn: addKit,
    onSuccess: () => {
      setLabel('')
      setGateway('')
      setLines([])
      setChecked(false)
      void queries.invalidateQueries({ queryKey: ['kits'] })
    },
  })
  const complete = label.trim() !== '' && gateway.trim() !== ''
  const devices = lines.map(wholeDevice).filter((device) => device !== undefined)
  const save = () => {
    setChecked(true)
    if (!complete || devices.length < lines.length) return
    add.mutate({ label: label.trim(), gateway: gateway.trim(), devices })
  }
  return (
    <section className="panel people-kit">
      <h2>{t('people.kits.new')}</h2>
      <TextInput
        label={t('people.kits.label')}
        value={label}
        maxLength={60}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <TextInput
        label={t('people.kits.gatewayId')}
        value={gateway}
        maxLength={40}
        onChange={(event) => setGateway(event.currentTarget.value)}
      />
      {lines.map((line, place) => (
        <fieldset key={line.key} className="kit-device">
          <legend>{t('devices.number', { number: place + 1 })}</legend>
          <DeviceFields
            value={line}
            checked={checked}
            onChange={(typed) => setLines(lines.with(place, { ...line, ...typed }))}
          />
          <Button
            variant="default"
            aria-label={t('devices.remove', { number: place + 1 })}
            onClick={() => setLines(lines.toSpliced(place, 1))}
          >
            {t('devices.removeThis')}
          </Button>
        </fieldset>
      ))}
      {checked && !complete && <p role="alert">{t('people.kits.missing')}</p>}
      {add.isError && <FailureNotice error={add.error} say={(why) => t('people.kits.notDone', { why })} />}
      <div className="people-actions">
        <Button
          variant="default"
          onClick={() => setLines([...lines, { key: (lines.at(-1)?.key ?? 0) + 1, device: '', profile: '' }])}
        >
          {t('devices.add')}
        </Button>
        <Button loading={add.isPending} onClick={save}>
          {t('people.kits.save')}
        </Button>
      </div>
    </section>
  )
}
