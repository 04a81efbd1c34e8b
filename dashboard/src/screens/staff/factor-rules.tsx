import { ROLES, type Role, type FactorRules as Rules } from '@kotisilta/contract'
import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getFactorRules, setFactorRules } from '../../api/identity-endpoints.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'

const KEY = ['second-factor']

/** Which roles need a second factor; the server's configuration may have decided. */
export function FactorRules() {
  const { t } = useTranslation()
  const rules = useQuery({ queryKey: KEY, queryFn: getFactorRules })
  return (
    <section className="panel staff-rules" aria-labelledby="staff-rules-title">
      <h2 id="staff-rules-title">{t('staff.rules.title')}</h2>
      {rules.isError && <FailureNotice error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data !== undefined &&
        (rules.data.configured === null ? (
          <RoleChoices rules={rules.data} />
        ) : (
          <p>{t(`staff.rules.configured.${rules.data.configured}`)}</p>
        ))}
    </section>
  )
}

function RoleChoices({ rules }: { rules: Rules }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [roles, setRoles] = useState<Role[]>(rules.roles)
  const save = useMutation({
    mutationFn: () => setFactorRules(roles),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  })
  return (
    <>
      <p className="soft">{t('staff.rules.text')}</p>
      <Checkbox.Group
        aria-labelledby="staff-rules-title"
        value={roles}
        onChange={(chosen) => setRoles(ROLES.filter((role) => chosen.includes(role)))}
      >
        <div className="staff-reach">
          {ROLES.map((role) => (
            <Checkbox key={role} value={role} label={t(`terms.role.${role}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <div>
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('staff.rules.save')}
        </Button>
      </div>
      <p role="status">{save.isSuccess && t('staff.rules.saved')}</p>
      {save.isError && <FailureNotice error={save.error} say={(why) => t('staff.notDone', { why })} />}
    </>
  )
}
