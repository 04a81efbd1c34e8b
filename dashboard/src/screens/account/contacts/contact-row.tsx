import type { ContactPoint, Message } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { removeContact, testContact } from '../../../api/delivery-endpoints.ts'
import { useServerTime } from '../../../live/use-server-time.ts'
import { useLanguage } from '../../../locales/use-language.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { formatMoment } from '../../../words/times.ts'
import { useContactsChange } from './use-contacts.ts'

/** One way, how its last test went, and what can be done with it. */
export function ContactRow({ contact }: { contact: ContactPoint }) {
  const { t } = useTranslation()
  const test = useContactsChange((_: undefined) => testContact(contact.id))
  const remove = useContactsChange((_: undefined) => removeContact(contact.id))
  const name = `${t(`delivery.channel.${contact.channel}`)}, ${contact.label}`
  const failure = test.error ?? remove.error
  return (
    <li>
      <div>
        <b>{t(`delivery.channel.${contact.channel}`)}</b> · {contact.label} · {t(`shell.language.${contact.language}`)}
        {contact.quiet !== null && ` · ${t('delivery.contacts.quietAt', contact.quiet)}`}
        <p className="soft" role="status">
          {contact.lastTest !== null && <LastTest test={contact.lastTest} />}
        </p>
        {failure !== null && <FailureNotice error={failure} say={(why) => t('delivery.contacts.failed', { why })} />}
      </div>
      <div className="account-buttons">
        <Button
          variant="default"
          loading={test.isPending}
          aria-label={t('delivery.contacts.testNamed', { name })}
          onClick={() => test.mutate(undefined)}
        >
          {t('delivery.contacts.test')}
        </Button>
        <Button
          variant="default"
          loading={remove.isPending}
          aria-label={t('delivery.contacts.removeNamed', { name })}
          onClick={() => remove.mutate(undefined)}
        >
          {t('delivery.contacts.remove')}
        </Button>
      </div>
    </li>
  )
}

function LastTest({ test: { createdAt, status, code } }: { test: Message }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const said = { at: formatMoment(createdAt, language, now), status: t(`delivery.status.${status}`) }
  if (code === null) return t('delivery.contacts.tested', said)
  return t('delivery.contacts.testedWhy', { ...said, why: t(`delivery.code.${code}`) })
}
