import type { Evaluation } from '@kotisilta/contract'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { LOCALE } from '../../words/numbers.ts'
import { formatDateTime } from '../../words/times.ts'
import { DayPlot } from './day-plot.tsx'
import { type Asked, csvAddress } from './evaluation-requests.ts'
import { TimesTable } from './times-table.tsx'

/** The figures of a period: times, alerts by rule, outcomes, day by day; each to be taken out. */
export function FiguresView({ figures, asked }: { figures: Evaluation; asked: Asked }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const now = useServerTime(60_000)
  const number = new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 3 })
  const plots = useMemo(
    () => ({
      days: figures.days.map(({ day }) => day),
      raised: figures.days.map(({ high, medium, low }) => high + medium + low),
      answered: figures.days.map(({ median }) => median),
    }),
    [figures],
  )
  return (
    <>
      <p className="soft">
        {t('evaluation.summary', {
          patients: figures.patients,
          days: number.format(figures.patientDays),
          time: formatDateTime(figures.madeAt, language, now),
        })}
      </p>
      <Part title={t('evaluation.times.title')} csv={csvAddress(asked, 'times')}>
        <p className="soft">{t('evaluation.standard')}</p>
        <TimesTable times={figures.times} />
      </Part>
      <Part title={t('evaluation.days.title')} csv={csvAddress(asked, 'days')}>
        <div className="day-plots">
          <DayPlot title={t('evaluation.days.raised')} days={plots.days} values={plots.raised} shape="bars" />
          <DayPlot title={t('evaluation.days.answer')} days={plots.days} values={plots.answered} shape="line" />
        </div>
      </Part>
      <Part title={t('evaluation.rules.title')} csv={csvAddress(asked, 'rules')}>
        <Counts
          heads={[
            t('evaluation.rules.rule'),
            t('evaluation.rules.raised'),
            t('evaluation.rules.perDay'),
            t('evaluation.rules.false'),
            t('evaluation.rules.technical'),
          ]}
          rows={figures.rules.map(({ rule, raised, perPatientDay, falseAlarms, technical }) => [
            t(`terms.rule.${rule}`),
            raised,
            perPatientDay === null ? '–' : number.format(perPatientDay),
            falseAlarms,
            technical,
          ])}
        />
      </Part>
      <Part title={t('evaluation.outcomes.title')} csv={csvAddress(asked, 'outcomes')}>
        <Counts
          heads={[t('evaluation.outcomes.outcome'), t('evaluation.outcomes.count')]}
          rows={figures.outcomes.map(({ outcome, count }) => [t(`terms.outcome.${outcome}`), count])}
        />
        <h3>{t('evaluation.causes.title')}</h3>
        {figures.falseAlarmCauses.length === 0 ? (
          <p className="soft">{t('evaluation.causes.none')}</p>
        ) : (
          <Counts
            heads={[t('evaluation.causes.title'), t('evaluation.outcomes.count')]}
            rows={figures.falseAlarmCauses.map(({ cause, count }) => [t(`terms.falseAlarmCause.${cause}`), count])}
          />
        )}
      </Part>
    </>
  )
}

function Part({ title, csv, children }: { title: string; csv: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section className="panel evaluation-part" aria-label={title}>
      <div className="evaluation-head">
        <h2>{title}</h2>
        <a className="button-link no-print" href={csv} download aria-label={`${t('evaluation.csv')}: ${title}`}>
          {t('evaluation.csv')}
        </a>
      </div>
      {children}
    </section>
  )
}

function Counts({
  heads,
  rows,
}: {
  heads: readonly string[]
  rows: readonly (readonly [string, ...(string | number)[]])[]
}) {
  return (
    <table className="figures">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {values.map((value, place) => (
              <td key={heads[place + 1]}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
