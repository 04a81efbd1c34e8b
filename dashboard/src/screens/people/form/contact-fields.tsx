import type { PatientFields } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Contacts = PatientFields['contacts']

interface Props {
  contacts: Contacts
  error: string | undefined
  change(contacts: Contacts): void
}

const MOST = 20

/** Next of kin and neighbours. */
export function ContactFields({ contacts, error, change }: Props) {
  const { t } = useTranslation()
  const set = (place: number, part: 'name' | 'relation' | 'phone', value: string) =>
    change(contacts.map((each, at) => (at === place ? { ...each, [part]: value } : each)))
  return (
    <>
      {contacts.map((contact, place) => (
        <fieldset
          className="contact-field"
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else of it stays while it is being written
          key={place}
          aria-label={t('people.form.contact', { number: place + 1 })}
        >
          <TextInput
            label={t('people.form.contactName')}
            maxLength={120}
            value={contact.name}
            onChange={(event) => set(place, 'name', event.currentTarget.value)}
          />
          <TextInput
            label={t('people.form.contactRelation')}
            maxLength={60}
            value={contact.relation}
            onChange={(event) => set(place, 'relation', event.currentTarget.value)}
          />
          <TextInput
            label={t('people.form.contactPhone')}
            type="tel"
            maxLength={40}
            value={contact.phone}
            onChange={(event) => set(place, 'phone', event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => change(contacts.filter((_each, at) => at !== place))}>
            {t('people.form.removeContact', { name: contact.name || t('people.form.contact', { number: place + 1 }) })}
          </Button>
        </fieldset>
      ))}
      {error !== undefined && <p role="alert">{error}</p>}
      {contacts.length < MOST && (
        <Button variant="default" onClick={() => change([...contacts, { name: '', relation: '', phone: '' }])}>
          {t('people.form.addContact')}
        </Button>
      )}
    </>
  )
}
