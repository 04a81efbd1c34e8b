import type { Correction } from '@kotisilta/contract'
import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { kindText, readingText } from '../../words/reading-text.ts'
import { formatMoment } from '../../words/times.ts'

/** A reading as it was, struck through, with who changed it to what, when and why. */
export function WithdrawnRow({ correction }: { correction: Correction }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const { before, after, by, reason, note, action, to, at } = correction
  const because = [t(`corrections.reasons.${reason}`), ...(note === undefined ? [] : [`“${note}”`])].join(': ')
  const became = {
    voided: t('corrections.voided'),
    corrected: t('corrections.correctedTo', { value: after === null ? '' : readingText(t, language, after) }),
    moved: t('corrections.movedTo', { name: to?.name ?? '–' }),
  }[action]
  return (
    <Table.Tr className="withdrawn-row">
      <Table.Td>
        <time dateTime={before.at}>{formatMoment(before.at, language, now)}</time>
      </Table.Td>
      <Table.Th scope="row">{kindText(t, before.kind)}</Table.Th>
      <Table.Td>
        <del>{readingText(t, language, before)}</del>
      </Table.Td>
      <Table.Td colSpan={3}>
        {became}. {by.name}, {formatMoment(at, language, now)}. {because}
      </Table.Td>
    </Table.Tr>
  )
}
