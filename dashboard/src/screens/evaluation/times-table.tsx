import { ANSWER_STANDARD, type AnswerTimes, type Spread } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../locales/use-language.ts'
import { LOCALE } from '../../words/numbers.ts'
import { useSpanText } from '../../words/use-words.ts'

/** Whoever has waited longer than the standard's last bound is not told it in tenths of a second. */
const IN_SECONDS = 180

/** Median and 95th centile, and the shares that the standard asks for, with the word whether it is met. */
export function TimesTable({ times }: { times: readonly AnswerTimes[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const spanText = useSpanText()
  const number = new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(LOCALE[language], { style: 'percent', maximumFractionDigits: 1 })
  const seconds = (value: number | null) => {
    if (value === null) return '–'
    if (value > IN_SECONDS) return spanText(value * 1_000)
    return t('evaluation.perUnit', { value: number.format(value) })
  }
  const both = ({ median, p95 }: Spread) => (median === null ? '–' : `${seconds(median)} / ${seconds(p95)}`)
  const share = (value: number | null, wanted: number, isMeasured: boolean) => {
    if (value === null) return '–'
    return (
      <span className="share" data-met={isMeasured ? value >= wanted : undefined}>
        {percent.format(value)} {isMeasured && `(${t(value >= wanted ? 'evaluation.met' : 'evaluation.missed')})`}
      </span>
    )
  }
  const [minute, three] = ANSWER_STANDARD
  return (
    <table className="figures">
      <caption className="unseen">{t('evaluation.times.title')}</caption>
      <thead>
        <tr>
          {(
            [
              'priority',
              'raised',
              'delivered',
              'acknowledged',
              'within60',
              'within180',
              'unacknowledged',
              'resolved',
            ] as const
          ).map((column) => (
            <th key={column} scope="col">
              {t(`evaluation.times.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {times.map((row) => (
          <tr key={row.priority}>
            <th scope="row">
              {row.priority === 'all' ? t('evaluation.times.all') : t(`terms.priority.${row.priority}`)}
            </th>
            <td>{row.raised}</td>
            <td>{both(row.delivered)}</td>
            <td>{both(row.acknowledged)}</td>
            <td>{share(row.within60, minute.share, row.priority === 'high')}</td>
            <td>{share(row.within180, three.share, row.priority === 'high')}</td>
            <td>{row.unacknowledged}</td>
            <td>{both(row.resolved)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
