import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SecretOnce } from './secret-once.tsx'
import type { OwnArea } from './source-areas.ts'
import { makeSource } from './source-requests.ts'

/** In place of an area's id. */
const EVERY = '*'

/** Lets another service tell of something; its secret is shown this once. */
export function NewSource({ areas: known }: { areas: readonly OwnArea[] }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [areas, setAreas] = useState<string[]>([])
  const make = useMutation({
    mutationFn: () => makeSource({ name: name.trim(), areas: areas.includes(EVERY) ? 'every' : areas }),
    async onSuccess() {
      setName('')
      setAreas([])
      await queries.invalidateQueries({ queryKey: ['trigger-sources'] })
    },
  })
  const whole = name.trim() !== '' && areas.length > 0
  return (
    <form
      className="panel source-new"
      aria-labelledby="new-source"
      onSubmit={(event) => {
        event.preventDefault()
        if (whole) make.mutate()
      }}
    >
      <h2 id="new-source">{t('sources.new')}</h2>
      <TextInput
        label={t('sources.name')}
        description={t('sources.nameHint')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group label={t('sources.areas')} value={areas} onChange={setAreas}>
        <div className="source-areas">
          <Checkbox value={EVERY} label={t('sources.every')} />
          {known.map(({ id, name: label }) => (
            <Checkbox key={id} value={id} label={label} disabled={areas.includes(EVERY)} />
          ))}
        </div>
      </Checkbox.Group>
      <Button type="submit" loading={make.isPending} disabled={!whole}>
        {t('sources.make')}
      </Button>
      {make.isError && <FailureNotice error={make.error} say={(why) => t('sources.failed', { why })} />}
      <div role="status">{make.data !== undefined && <SecretOnce source={make.data} />}</div>
    </form>
  )
}
