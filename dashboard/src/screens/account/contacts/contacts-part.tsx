import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { confirmTests, testAllContacts } from '../../../api/delivery-endpoints.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../../ui/loading-notice.tsx'
import { ContactRow } from './contact-row.tsx'
import { NewContactForm } from './new-contact-form.tsx'
import { PushOffer } from './push-offer.tsx'
import { useContacts, useContactsChange } from './use-contacts.ts'

/** On which ways somebody is reached who does not look at a screen, and whether they work. */
export function ContactsPart() {
  const { t } = useTranslation()
  const own = useContacts()
  const test = useContactsChange((_: undefined) => testAllContacts())
  const confirm = useContactsChange((_: undefined) => confirmTests())
  const failure = test.error ?? confirm.error
  return (
    <section className="panel account-part account-wide">
      <h2>{t('delivery.contacts.title')}</h2>
      <p className="soft">{t('delivery.contacts.text')}</p>
      {own.isPending && <LoadingNotice />}
      {own.isError && <FailureNotice error={own.error} onRetry={() => void own.refetch()} />}
      {own.data !== undefined && (
        <>
          {own.data.contacts.length === 0 && <p>{t('delivery.contacts.none')}</p>}
          <ul className="account-rows">
            {own.data.contacts.map((contact) => (
              <ContactRow key={contact.id} contact={contact} />
            ))}
          </ul>
          {own.data.contacts.length > 0 && (
            <div className="account-buttons">
              <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
                {t('delivery.contacts.testAll')}
              </Button>
              <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
                {t('delivery.contacts.got')}
              </Button>
              <p role="status">{confirm.isSuccess && t('delivery.contacts.gotDone')}</p>
            </div>
          )}
          {failure !== null && <FailureNotice error={failure} say={(why) => t('delivery.contacts.failed', { why })} />}
          <PushOffer
            pushKey={own.data.pushKey}
            isListed={own.data.contacts.some(({ channel }) => channel === 'push')}
          />
          {own.data.available.some((channel) => channel !== 'push') && (
            <div className="account-part">
              <h3>{t('delivery.contacts.add')}</h3>
              <NewContactForm own={own.data} />
            </div>
          )}
        </>
      )}
    </section>
  )
}
