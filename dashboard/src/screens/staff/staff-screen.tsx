import type { PasswordLink, StaffRow } from '@kotisilta/contract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getStaff } from '../../api/identity-endpoints.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { FactorRules } from './factor-rules.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { MemberDialog } from './member-dialog.tsx'
import { NewMemberDialog } from './new-member-dialog.tsx'
import { StaffTable } from './staff-table.tsx'
import './staff.css'

const REFRESH_MS = 30_000

export interface LinkFor {
  name: string
  link: PasswordLink
}

/** The accounts of the staff, for the administrator. */
export function StaffScreen() {
  const { t } = useTranslation()
  const staff = useQuery({ queryKey: ['staff'], queryFn: getStaff, refetchInterval: REFRESH_MS })
  const [adding, setAdding] = useState(false)
  const [chosen, choose] = useState<string>()
  const [link, setLink] = useState<LinkFor>()
  const member: StaffRow | undefined = staff.data?.find(({ id }) => id === chosen)
  /** Where somebody is signed in may have changed since the list came: what is done about it is decided on what is so now. */
  const open = (id: string) => {
    choose(id)
    void staff.refetch()
  }
  const linked = (made: LinkFor) => {
    setAdding(false)
    choose(undefined)
    setLink(made)
  }
  return (
    <div className="staff">
      <div className="staff-head">
        <ScreenHeading title={t('staff.title')} />
        <Button onClick={() => setAdding(true)}>{t('staff.add.open')}</Button>
      </div>
      {staff.isPending && <LoadingNotice />}
      {staff.isError && staff.data === undefined && (
        <FailureNotice
          error={staff.error}
          say={(why) => t('staff.failed', { why })}
          onRetry={() => void staff.refetch()}
        />
      )}
      {staff.data !== undefined && <StaffTable rows={staff.data} onChoose={open} />}
      <FactorRules />
      <NewMemberDialog opened={adding} onAdded={linked} onClose={() => setAdding(false)} />
      {member !== undefined && <MemberDialog member={member} onLink={linked} onClose={() => choose(undefined)} />}
      <LinkDialog made={link} onClose={() => setLink(undefined)} />
    </div>
  )
}
