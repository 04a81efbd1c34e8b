import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addKit } from '../../api/people-endpoints.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { devicesFrom } from './devices-from.ts'

/** A kit is put together: its name, its gateway, and the devices that go with it. */
export function NewKitForm() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [label, setLabel] = useState('')
  const [gateway, setGateway] = useState('')
  const [lines, setLines] = useState('')
  const [checked, setChecked] = useState(false)
  const devices = devicesFrom(lines)
  const add = useMutation({
    mutationFn: addKit,
    onSuccess: () => {
      setLabel('')
      setGateway('')
      setLines('')
      setChecked(false)
      void queries.invalidateQueries({ queryKey: ['kits'] })
    },
  })
  const complete = label.trim() !== '' && gateway.trim() !== ''
  const save = () => {
    setChecked(true)
    if (complete && Array.isArray(devices)) add.mutate({ label: label.trim(), gateway: gateway.trim(), devices })
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
      <Textarea
        label={t('people.kits.devices')}
        placeholder="ble:c80f10a1b2c3 sig-weight-scale"
        autosize
        minRows={2}
        maxRows={10}
        value={lines}
        error={checked && !Array.isArray(devices) ? t('people.kits.wrong', { line: devices.line }) : undefined}
        onChange={(event) => setLines(event.currentTarget.value)}
      />
      {checked && !complete && <p role="alert">{t('people.kits.missing')}</p>}
      {add.isError && <FailureNotice error={add.error} say={(why) => t('people.kits.notDone', { why })} />}
      <div className="people-actions">
        <Button variant="default" loading={add.isPending} onClick={save}>
          {t('people.kits.save')}
        </Button>
      </div>
    </section>
  )
}
