import { type Channel, LANGUAGES, type Language, newContactPointSchema, type OwnContacts } from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addContact } from '../../../api/delivery-endpoints.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useContactsChange } from './use-contacts.ts'

type Typed = Exclude<Channel, 'push'>

/** A number, an address or a system; a browser adds itself. */
export function NewContactForm({ own }: { own: OwnContacts }) {
  const { t } = useTranslation()
  const spoken = useLanguage()
  const choices = own.available.filter((channel): channel is Typed => channel !== 'push')
  const [channel, setChannel] = useState<Typed>()
  const [address, setAddress] = useState('')
  const [language, setLanguage] = useState<Language>(spoken)
  const [quiet, setQuiet] = useState({ is: false, from: '22:00', until: '07:00' })
  const [wrong, setWrong] = useState(false)
  const add = useContactsChange(addContact, () => setAddress(''))
  const chosen = channel ?? choices[0]
  if (chosen === undefined) return null
  const wanted = chosen === 'webhook' && address === '' ? (own.webhooks[0] ?? '') : address
  const label = { sms: 'number', voice: 'number', email: 'address', webhook: 'system' } as const

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { is, from, until } = quiet
    const said = newContactPointSchema.safeParse({
      channel: chosen,
      address: wanted,
      language,
      quiet: is ? { from, until } : null,
    })
    setWrong(!said.success)
    if (said.success) add.mutate(said.data)
  }
  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <NativeSelect
        label={t('delivery.contacts.way')}
        value={chosen}
        data={choices.map((value) => ({ value, label: t(`delivery.channel.${value}`) }))}
        onChange={(event) => {
          setChannel(event.currentTarget.value as Typed)
          setAddress('')
        }}
      />
      {chosen === 'webhook' ? (
        <NativeSelect
          label={t('delivery.contacts.system')}
          value={wanted}
          data={own.webhooks}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          label={t(`delivery.contacts.${label[chosen]}`)}
          type={chosen === 'email' ? 'email' : 'tel'}
          autoComplete={chosen === 'email' ? 'email' : 'tel'}
          value={address}
          error={wrong ? t('delivery.contacts.wrong') : undefined}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        label={t('delivery.contacts.language')}
        value={language}
        data={LANGUAGES.map((value) => ({ value, label: t(`shell.language.${value}`) }))}
        onChange={(event) => setLanguage(event.currentTarget.value as Language)}
      />
      <Checkbox
        label={t('delivery.contacts.quiet')}
        checked={quiet.is}
        onChange={(event) => setQuiet({ ...quiet, is: event.currentTarget.checked })}
      />
      {quiet.is && (
        <>
          <TextInput
            type="time"
            label={t('delivery.contacts.from')}
            value={quiet.from}
            onChange={(event) => setQuiet({ ...quiet, from: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t('delivery.contacts.until')}
            value={quiet.until}
            onChange={(event) => setQuiet({ ...quiet, until: event.currentTarget.value })}
          />
        </>
      )}
      <Button type="submit" loading={add.isPending}>
        {t('delivery.contacts.save')}
      </Button>
      {add.isError && <FailureNotice error={add.error} say={(why) => t('delivery.contacts.failed', { why })} />}
    </form>
  )
}
