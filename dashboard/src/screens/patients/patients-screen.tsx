import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { getPatients } from '../../api/endpoints.ts'
import { useSession } from '../../api/session.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { addsClients } from '../../shell/rights.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingNotice } from '../../ui/loading-notice.tsx'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { findPatients } from './find-patients.ts'
import { PatientsTable } from './patients-table.tsx'
import { ORDERS, type Order, SHOWN, type Shown, sortPatients } from './sort-patients.ts'
import './patients.css'

const REFRESH_MS = 30_000
/** More rows than these are not read but searched. */
const ROWS = 200

export function PatientsScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const [search, setSearch] = useState('')
  const [shown, setShown] = useState<Shown>('inService')
  const [order, setOrder] = useState<Order>('byNeed')
  const { user } = useSession()
  const searched = useDeferredValue(search)
  const patients = useQuery({ queryKey: ['patients'], queryFn: getPatients, refetchInterval: REFRESH_MS })
  const all = sortPatients(patients.data ?? [], shown, order, language)
  const found = findPatients(all, searched, language)

  return (
    <div className="patients">
      <div className="patients-head">
        <ScreenHeading title={t('patients.title')} />
        <div className="patients-actions">
          {addsClients(user.role) && (
            <Button component={Link} to="/patients/new">
              {t('people.list.new')}
            </Button>
          )}
          {user.role === 'coordinator' && (
            <>
              <Button component={Link} to="/patients/import" variant="default">
                {t('people.list.import')}
              </Button>
              <Button component="a" href="/api/v1/people/table" download variant="default">
                {t('people.list.export')}
              </Button>
            </>
          )}
        </div>
      </div>
      <div className="patients-filters">
        <TextInput
          className="patients-search"
          type="search"
          label={t('patients.search')}
          leftSection={<IconSearch size={20} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <NativeSelect
          size="md"
          label={t('people.list.show')}
          value={shown}
          data={SHOWN.map((value) => ({ value, label: t(`people.list.${value}`) }))}
          onChange={(event) => setShown(event.currentTarget.value as Shown)}
        />
        <NativeSelect
          size="md"
          label={t('people.list.sort')}
          value={order}
          data={ORDERS.map((value) => ({ value, label: t(`people.list.${value}`) }))}
          onChange={(event) => setOrder(event.currentTarget.value as Order)}
        />
      </div>
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
      {searched !== '' && found.length === 0 && patients.data !== undefined && (
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
