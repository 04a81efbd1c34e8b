import { IconTool } from '@tabler/icons-react'
import { RunsText } from './test-lines.tsx'
import { useTests } from './use-tests.ts'
import './installation-test.css'

/** On the page of somebody in whose home devices are being tried. */
export function TestBanner({ patient }: { patient: string }) {
  const tests = useTests()
  const test = tests.data?.find(
    ({ endedAt, patients }) => endedAt === null && patients.some(({ id }) => id === patient),
  )
  if (test === undefined) return null
  return (
    <p className="test-banner" role="status">
      <IconTool size={24} aria-hidden="true" />
      <RunsText test={test} />
    </p>
  )
}
