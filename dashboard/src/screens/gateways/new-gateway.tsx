import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFailureText } from '../../words/use-words.ts'
import { addGateway, getHomes } from './gateways-api.ts'

/** A new gateway for a home, which is chosen by where it is. */
export function NewGateway() {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const queries = useQueryClient()
  const [home, setHome] = useState('')
  const homes = useQuery({ queryKey: ['gateways', 'homes'], queryFn: getHomes })
  const add = useMutation({
    mutationFn: () => addGateway(home),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['gateways'] }),
  })
  const options = (homes.data ?? []).map(({ id, place }) => ({
    value: id,
    label: place === null ? id : `${place} (${id})`,
  }))
  return (
    <form
      className="panel gateway-new"
      onSubmit={(event) => {
        event.preventDefault()
        if (home !== '') add.mutate()
      }}
    >
      <NativeSelect
        label={t('gateways.new.home')}
        value={home}
        onChange={(event) => setHome(event.currentTarget.value)}
        data={[{ value: '', label: t('gateways.new.choose') }, ...options]}
      />
      <Button type="submit" variant="default" loading={add.isPending} disabled={home === ''}>
        {t('gateways.new.add')}
      </Button>
      <p role="status">
        {add.isSuccess && t('gateways.new.added', { gateway: add.data.id })}
        {add.isError && t('gateways.failed', { why: failureText(add.error) })}
      </p>
    </form>
  )
}
