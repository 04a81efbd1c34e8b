import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  name: string
  label: string
  pending: boolean
  onRemove(): void
}

/** Taking away what alerts go by takes two touches. */
export function RemoveButton({ name, label, pending, onRemove }: Props) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  if (!asked) {
    return (
      <Button variant="default" onClick={() => setAsked(true)}>
        {label}
      </Button>
    )
  }
  return (
    <span className="on-call-sure">
      <b>{t('onCall.sure', { name })}</b>
      <Button loading={pending} onClick={onRemove}>
        {t('onCall.sureYes')}
      </Button>
      <Button variant="default" onClick={() => setAsked(false)}>
        {t('shell.cancel')}
      </Button>
    </span>
  )
}
