import type { Role } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addStaff } from '../../api/identity-endpoints.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useFailureText } from '../../words/use-words.ts'
import { type Reach, ReachField } from './reach-field.tsx'
import { RoleSelect } from './role-select.tsx'
import type { LinkFor } from './staff-screen.tsx'

interface Props {
  opened: boolean
  onAdded(made: LinkFor): void
  onClose(): void
}

export function NewMemberDialog({ opened, onAdded, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('staff.add.title')}>
      <NewMemberForm onAdded={onAdded} onClose={onClose} />
    </Dialog>
  )
}

/** Nobody is given a password: the answer is a link by which the person chooses their own. */
function NewMemberForm({ onAdded, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const client = useQueryClient()
  const username = useRef<HTMLInputElement>(null)
  const name = useRef<HTMLInputElement>(null)
  const [role, setRole] = useState<Role>('nurse')
  const [areas, setAreas] = useState<Reach>('every')
  const add = useMutation({
    mutationFn: addStaff,
    onSuccess: ({ link }, member) => {
      void client.invalidateQueries({ queryKey: ['staff'] })
      onAdded({ name: member.name, link })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    add.mutate({ username: username.current?.value.trim() ?? '', name: name.current?.value.trim() ?? '', role, areas })
  }
  return (
    <form className="dialog-body" onSubmit={submit}>
      <TextInput ref={name} data-autofocus label={t('staff.name')} required maxLength={100} autoComplete="off" />
      <TextInput
        ref={username}
        label={t('staff.username')}
        description={t('staff.add.usernameHelp')}
        required
        maxLength={100}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <RoleSelect role={role} onChange={setRole} />
      <ReachField reach={areas} onChange={setAreas} />
      {add.isError && <p role="alert">{t('staff.notDone', { why: failureText(add.error) })}</p>}
      <div className="dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button type="submit" loading={add.isPending}>
          {t('staff.add.submit')}
        </Button>
      </div>
    </form>
  )
}
