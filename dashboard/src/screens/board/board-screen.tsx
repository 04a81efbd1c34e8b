import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { AlertDetail } from './detail/alert-detail.tsx'
import { HandOnDialog } from './dialogs/hand-on-dialog.tsx'
import { NoteDialog } from './dialogs/note-dialog.tsx'
import { ResolveDialog } from './dialogs/resolve-dialog.tsx'
import { SnoozeDialog } from './dialogs/snooze-dialog.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { QueuePane } from './queue-pane.tsx'
import { useBoardKeys } from './use-board-keys.ts'
import { useSelection } from './use-selection.ts'
import './board.css'

/** Where the chosen alert stands under the queue; the same as in board.css. */
const ONE_COLUMN = '(max-width: 60em)'

export type BoardDialog = 'note' | 'resolve' | 'snooze' | 'hand-on' | 'keys'

/** The on-call board: the queue on the left, the chosen alert on the right. */
export function BoardScreen() {
  const { t } = useTranslation()
  const { selected, select } = useSelection()
  const [dialog, setDialog] = useState<BoardDialog>()
  const close = () => setDialog(undefined)
  const choose = (id: string) => {
    select(id)
    if (matchMedia(ONE_COLUMN).matches) document.querySelector('.detail')?.scrollIntoView()
  }
  const keys = useBoardKeys({ selected, select, open: setDialog, blocked: dialog !== undefined })

  return (
    <div className="board">
      <ScreenHeading title={t('board.title')} hidden />
      <QueuePane selected={selected?.id} onSelect={choose} onHelp={() => setDialog('keys')} />
      <AlertDetail alert={selected} onOpen={setDialog} />
      {selected !== undefined && (
        <>
          <NoteDialog alert={selected} opened={dialog === 'note'} onClose={close} />
          <SnoozeDialog alert={selected} opened={dialog === 'snooze'} onClose={close} />
          <HandOnDialog alert={selected} opened={dialog === 'hand-on'} onClose={close} />
          <ResolveDialog alert={selected} opened={dialog === 'resolve'} onClose={close} />
        </>
      )}
      <KeysDialog opened={dialog === 'keys'} onClose={close} enabled={keys.enabled} onEnable={keys.enable} />
    </div>
  )
}
