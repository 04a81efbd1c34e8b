import type { Areas } from '@kotisilta/contract'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putTeam } from '../../api/access.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { AREAS_KEY } from './areas-key.ts'

interface Props {
  team: Areas['teams'][number] | undefined
  areas: Areas
  onClose(): void
}

/** A team's name, areas and members. */
export function TeamDialog({ team, areas, onClose }: Props) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState(team?.name ?? '')
  const [chosen, setChosen] = useState(team?.areas ?? [])
  const [members, setMembers] = useState(team?.members ?? [])
  const saving = useMutation({
    mutationFn: () => putTeam(team?.id ?? null, { name: name.trim(), areas: chosen, members }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: AREAS_KEY })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={team?.name ?? t('access.areas.newTeam')}>
      <div className="dialog-body">
        <TextInput
          label={t('access.areas.teamName')}
          data-autofocus
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('access.areas.areas')} value={chosen} onChange={setChosen}>
          <div className="areas-choices">
            {areas.areas.map((area) => (
              <Checkbox key={area.id} value={area.id} label={area.name} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox.Group label={t('access.areas.members')} value={members} onChange={setMembers}>
          <div className="areas-choices">
            {areas.staff.map((member) => (
              <Checkbox key={member.id} value={member.id} label={`${member.name}, ${t(`terms.role.${member.role}`)}`} />
            ))}
          </div>
        </Checkbox.Group>
        {saving.isError && <FailureNotice error={saving.error} say={(why) => t('access.areas.failed', { why })} />}
        <div className="dialog-buttons">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={saving.isPending} disabled={name.trim() === ''} onClick={() => saving.mutate()}>
            {t('access.areas.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
