import type { ImportReport } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { importTable } from '../../../api/people-endpoints.ts'
import { useChoices } from '../../../api/use-choices.ts'
import { FailureNotice } from '../../../ui/failure-notice.tsx'
import { ScreenHeading } from '../../../ui/screen-heading.tsx'
import { ImportReportView } from './import-report.tsx'
import '../people.css'

/** A table is looked at first; it comes in whole or not at all. */
export function ImportScreen() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const choices = useChoices()
  const [file, setFile] = useState<File>()
  const [chosen, setChosen] = useState('')
  const area = chosen || (choices.data?.areas[0]?.id ?? '')
  const send = useMutation({
    mutationFn: ({ table, dry }: { table: File; dry: boolean }) => importTable(table, area, dry),
    onSuccess: (report: ImportReport) => {
      if (report.committed) void queries.invalidateQueries({ queryKey: ['patients'] })
    },
  })
  const report = send.data
  const newcomers = report?.rows.filter(({ outcome }) => outcome === 'new').length ?? 0
  const faulty = report === undefined || report.fault !== null || report.rows.some(({ outcome }) => outcome === 'fault')
  return (
    <div className="people-screen">
      <div className="people-head">
        <ScreenHeading title={t('people.import.title')} />
        <Link className="table-link" to="/patients">
          {t('patients.back')}
        </Link>
      </div>
      <div className="panel">
        <p>{t('people.import.text')}</p>
        <p className="soft">{t('people.import.columns', { list: t('people.import.columnNames') })}</p>
        <label className="people-inline">
          {t('people.import.file')}
          <input
            type="file"
            accept=".csv,text/csv,text/plain"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0])
              send.reset()
            }}
          />
        </label>
        <NativeSelect
          className="people-kit"
          size="md"
          label={t('people.import.area')}
          value={area}
          data={(choices.data?.areas ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <div className="people-actions">
          <Button
            variant={report === undefined ? 'filled' : 'default'}
            disabled={file === undefined || area === ''}
            loading={send.isPending}
            onClick={() => file && send.mutate({ table: file, dry: true })}
          >
            {t('people.import.check')}
          </Button>
          {!faulty && !report.committed && newcomers > 0 && (
            <Button loading={send.isPending} onClick={() => file && send.mutate({ table: file, dry: false })}>
              {t('people.import.commit', { count: newcomers })}
            </Button>
          )}
        </div>
        {send.isError && <FailureNotice error={send.error} say={(why) => t('people.import.failed', { why })} />}
      </div>
      {report !== undefined && <ImportReportView report={report} />}
    </div>
  )
}
