import type { PatientDetail } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { PhoneLink } from './phone-link.tsx'
import './person.css'

/** Next of kin and neighbours, with their numbers. */
export function Contacts({ contacts }: { contacts: PatientDetail['contacts'] }) {
  const { t } = useTranslation()
  if (contacts.length === 0) return <p className="soft">{t('patients.who.noContacts')}</p>
  return (
    <>
      <p className="person-label">{t('patients.who.contacts')}</p>
      <ul className="contacts">
        {contacts.map((contact) => (
          <li key={`${contact.name} ${contact.phone}`}>
            <span>
              {contact.name} <span className="soft">{contact.relation}</span>
            </span>
            <PhoneLink phone={contact.phone} />
          </li>
        ))}
      </ul>
    </>
  )
}
