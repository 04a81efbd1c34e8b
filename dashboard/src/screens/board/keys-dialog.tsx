import { Kbd, Switch, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'

const KEYS = [
  ['next', ['j', '↓']],
  ['previous', ['k', '↑']],
  ['take', ['t']],
  ['resolve', ['r']],
  ['help', ['?']],
] as const

interface Props {
  opened: boolean
  onClose(): void
  enabled: boolean
  onEnable(on: boolean): void
}

/** Which keys do what, and the switch that turns them off. */
export function KeysDialog({ opened, onClose, enabled, onEnable }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t('board.keys.title')}>
      <Switch
        label={t('board.keys.enabled')}
        checked={enabled}
        onChange={(event) => onEnable(event.currentTarget.checked)}
      />
      <Table mt="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('board.keys.key')}</Table.Th>
            <Table.Th scope="col">{t('board.keys.does')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {KEYS.map(([does, keys]) => (
            <Table.Tr key={does}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} size="md" mr="xs">
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{t(`board.keys.${does}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  )
}
