import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getPatients } from '../../api/endpoints.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { findPatients } from './find-patients.ts'
import { PatientsTable } from './patients-table.tsx'
import './patients.css'

const REFRESH_MS = 30_000
/** More rows than these are not read but searched. */
const ROWS = 200

export function PatientsScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const searched = useDeferredValue(search)
  const patients = useQuery({ queryKey: ['patients'], queryFn: getPatients, refetchInterval: REFRESH_MS })
  const all = patients.data ?? []
  const found = findPatients(all, searched, language)

  return (
    <div className="patients">
      <ScreenHeading title={t('patients.title')} />
      <TextInput
        className="patients-search"
        type="search"
        label={t('patients.search')}
        leftSection={<IconSearch size={20} aria-hidden="true" />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {patients.isPending && <LoadingNotice />}
      {patients.isError && (
        <FailureNotice
          error={patients.error}
          say={(why) => t('patients.failed', { why })}
          onRetry={() => void patients.refetch()}
        />
      )}
      {patients.data !== undefined && (
        <p className="soft" role="status">
          {found.length > ROWS
            ? t('patients.shown', { shown: ROWS, count: found.length })
            : t('patients.count', { count: found.length })}
        </p>
      )}
      {patients.data?.length === 0 && <EmptyNotice title={t('patients.empty.title')} text={t('patients.empty.text')} />}
      {all.length > 0 && found.length === 0 && (
        <EmptyNotice title={t('patients.noMatch.title', { search: searched })} text={t('patients.noMatch.text')} />
      )}
      {found.length > 0 && (
        <div className="table-scroll">
          <PatientsTable patients={found.slice(0, ROWS)} />
        </div>
      )}
    </div>
  )
}
