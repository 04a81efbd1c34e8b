import type { Areas } from '@kotisilta/contract'
import { Button, Checkbox, Table } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putReach } from '../../api/access.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { AREAS_KEY } from './areas-key.ts'

type Member = Areas['staff'][number]

/** Who works in which areas. */
export function ReachTable({ areas, changes }: { areas: Areas; changes: boolean }) {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<Member>()
  const names = (member: Member) =>
    member.areas === 'every'
      ? t('access.areas.every')
      : areas.areas
          .filter(({ id }) => member.areas.includes(id))
          .map(({ name }) => name)
          .join(', ') || t('access.areas.nowhere')
  return (
    <section className="panel areas-part" aria-label={t('access.areas.staff')}>
      <h2>{t('access.areas.staff')}</h2>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('access.areas.name')}</Table.Th>
            <Table.Th scope="col">{t('access.areas.role')}</Table.Th>
            <Table.Th scope="col">{t('access.areas.areas')}</Table.Th>
            {changes && (
              <Table.Th scope="col">
                <span className="unseen">{t('access.areas.change')}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {areas.staff.map((member) => (
            <Table.Tr key={member.id}>
              <Table.Th scope="row">{member.name}</Table.Th>
              <Table.Td>{t(`terms.role.${member.role}`)}</Table.Td>
              <Table.Td>{names(member)}</Table.Td>
              {changes && (
                <Table.Td>
                  <Button
                    variant="default"
                    aria-label={t('access.areas.changeReach', { name: member.name })}
                    onClick={() => setEdited(member)}
                  >
                    {t('access.areas.change')}
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {edited !== undefined && <ReachDialog member={edited} areas={areas} onClose={() => setEdited(undefined)} />}
    </section>
  )
}

function ReachDialog({ member, areas, onClose }: { member: Member; areas: Areas; onClose(): void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [every, setEvery] = useState(member.areas === 'every')
  const [chosen, setChosen] = useState(member.areas === 'every' ? [] : member.areas)
  const saving = useMutation({
    mutationFn: () => putReach(member.id, every ? 'every' : chosen),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: AREAS_KEY })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={t('access.areas.changeReach', { name: member.name })}>
      <div className="dialog-body">
        <Checkbox
          checked={every}
          label={t('access.areas.every')}
          onChange={(event) => setEvery(event.currentTarget.checked)}
        />
        {!every && (
          <Checkbox.Group label={t('access.areas.areas')} value={chosen} onChange={setChosen}>
            <div className="areas-choices">
              {areas.areas.map((area) => (
                <Checkbox key={area.id} value={area.id} label={area.name} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        {saving.isError && <FailureNotice error={saving.error} say={(why) => t('access.areas.failed', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={saving.isPending} onClick={() => saving.mutate()}>
            {t('access.areas.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
