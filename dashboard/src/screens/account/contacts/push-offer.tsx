import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addContact } from '../../../api/delivery-endpoints.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { browserName, type PushRefusal, subscribe, subscribedEndpoint } from '../../../push/subscribe.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { useContactsChange } from './use-contacts.ts'

/** This browser as a way, with what it means before anything is asked. */
export function PushOffer({ pushKey, isListed }: { pushKey: string; isListed: boolean }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [refusal, setRefusal] = useState<PushRefusal>()
  const endpoint = useQuery({ queryKey: ['push-endpoint'], queryFn: async () => (await subscribedEndpoint()) ?? '' })
  const add = useContactsChange(async (_: undefined) => {
    const said = await subscribe(pushKey)
    setRefusal(typeof said === 'string' ? said : undefined)
    if (typeof said === 'string') return
    await addContact({
      channel: 'push',
      label: browserName(navigator.userAgent),
      subscription: said,
      language,
      quiet: null,
    })
    await endpoint.refetch()
  })
  const isOn = isListed && endpoint.data !== undefined && endpoint.data !== ''
  return (
    <div className="account-part">
      <h3>{t('delivery.push.title')}</h3>
      <p className="soft">{t('delivery.push.text')}</p>
      {isOn ? (
        <p role="status">{t('delivery.push.isOn')}</p>
      ) : (
        <div className="account-buttons">
          <Button variant="default" loading={add.isPending} onClick={() => add.mutate(undefined)}>
            {t('delivery.push.on')}
          </Button>
        </div>
      )}
      {refusal !== undefined && <p role="alert">{t(`delivery.push.${refusal}`)}</p>}
      {add.isError && <FailureNotice error={add.error} say={(why) => t('delivery.contacts.failed', { why })} />}
    </div>
  )
}
