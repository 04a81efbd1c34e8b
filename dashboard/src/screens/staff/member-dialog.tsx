import type { StaffRow } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeStaff, endSessionsOf, resetFactors, resetPassword } from '../../api/identity-endpoints.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useFailureText } from '../../words/use-words.ts'
import { MemberReach } from './member-reach.tsx'
import { MemberSessions } from './member-sessions.tsx'
import { RoleSelect } from './role-select.tsx'
import type { LinkFor } from './staff-screen.tsx'
import { SureButton } from './sure-button.tsx'
import { useStaffChange } from './use-staff-change.ts'

interface Props {
  member: StaffRow
  onLink(made: LinkFor): void
  onClose(): void
}

/** One account: its name and role, and what an administrator can do for its owner. */
export function MemberDialog({ member, onLink, onClose }: Props) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { id, name } = member
  const field = useRef<HTMLInputElement>(null)
  const [role, setRole] = useState(member.role)
  const save = useStaffChange((change: Parameters<typeof changeStaff>[1]) => changeStaff(id, change), onClose)
  const toggle = useStaffChange((disabled: boolean) => changeStaff(id, { disabled }))
  const password = useStaffChange(
    (_: undefined) => resetPassword(id),
    (link) => onLink({ name, link }),
  )
  const factors = useStaffChange((_: undefined) => resetFactors(id))
  const sessions = useStaffChange((_: undefined) => endSessionsOf(id))
  const failure = [save, toggle, password, factors, sessions].find(({ isError }) => isError)?.error
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ name: field.current?.value.trim() ?? name, role })
  }
  return (
    <Dialog opened onClose={onClose} title={t('staff.member.title', { name })} size="lg">
      <form className="dialog-body" onSubmit={submit}>
        {member.managedElsewhere && <p>{t('staff.member.elsewhere')}</p>}
        <TextInput ref={field} label={t('staff.name')} defaultValue={name} disabled={member.managedElsewhere} />
        <RoleSelect role={role} onChange={setRole} disabled={member.managedElsewhere} />
        {failure !== undefined && <p role="alert">{t('staff.notDone', { why: failureText(failure) })}</p>}
        {!member.managedElsewhere && (
          <div className="dialog-buttons">
            <Button type="submit" loading={save.isPending}>
              {t('staff.member.save')}
            </Button>
          </div>
        )}
        <MemberReach id={id} />
        <MemberSessions id={id} count={member.sessions} />
        <div className="staff-acts">
          {member.sessions > 0 && (
            <SureButton label={t('staff.member.endSessions')} onSure={() => sessions.mutate(undefined)} />
          )}
          {!member.managedElsewhere && (
            <SureButton label={t('staff.member.resetPassword')} onSure={() => password.mutate(undefined)} />
          )}
          {member.factors.length > 0 && (
            <SureButton label={t('staff.member.resetFactors')} onSure={() => factors.mutate(undefined)} />
          )}
          <SureButton
            label={t(member.disabled ? 'staff.member.enable' : 'staff.member.disable')}
            onSure={() => toggle.mutate(!member.disabled)}
          />
        </div>
      </form>
    </Dialog>
  )
}
