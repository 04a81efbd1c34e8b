import type { OnCallSettings } from '@kotisilta/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'

interface Draft {
  name: string
  area?: string | undefined
}

interface Props<D extends Draft> {
  label: string
  draft: D
  settings: OnCallSettings
  /** Whether there is enough to be saved. */
  complete?: boolean
  saving: { isPending: boolean; isError: boolean; error: unknown }
  onDraft(draft: D): void
  onSave(reason: string): void
  onClose(): void
  /** Beside the name and the area. */
  beside?: ReactNode
  children: ReactNode
}

/** A rota or a chain as a form: its name, its area, what it is, and why it is changed. */
export function EditorForm<D extends Draft>(props: Props<D>) {
  const { label, draft, settings, complete = true, saving, beside, children } = props
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  /** Empty: in every area. */
  const inArea = (area: string) => {
    const { area: _before, ...rest } = draft
    props.onDraft((area === '' ? rest : { ...rest, area }) as D)
  }
  return (
    <form
      className="on-call-editor"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (complete) props.onSave(reason.trim())
      }}
    >
      <div className="on-call-form">
        <TextInput
          label={t('onCall.edit.name')}
          required
          withAsterisk={false}
          value={draft.name}
          maxLength={100}
          onChange={(event) => props.onDraft({ ...draft, name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('onCall.edit.area')}
          value={draft.area ?? ''}
          onChange={(event) => inArea(event.currentTarget.value)}
          data={[
            { value: '', label: t('onCall.edit.everyArea') },
            ...settings.areas.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {beside}
      </div>
      {children}
      <TextInput
        label={t('onCall.edit.reason')}
        required
        withAsterisk={false}
        value={reason}
        maxLength={300}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {saving.isError && <FailureNotice error={saving.error} say={(why) => t('onCall.edit.failed', { why })} />}
      <div className="on-call-buttons">
        <Button type="submit" loading={saving.isPending} disabled={!complete}>
          {t('onCall.edit.save')}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          {t('shell.cancel')}
        </Button>
      </div>
    </form>
  )
}
