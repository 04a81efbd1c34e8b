import { useQuery } from '@tanstack/react-query'
import { getTests } from './test-requests.ts'

export const TESTS_KEY = ['installation-tests']
/** While devices are tried each is to be seen at once; else it is enough to notice that a test has begun. */
const RUNNING_MS = 2_000
const REST_MS = 10_000

/** Installation tests that run, and those of the last hours. */
export const useTests = () =>
  useQuery({
    queryKey: TESTS_KEY,
    queryFn: getTests,
    refetchInterval: ({ state }) => (state.data?.some(({ endedAt }) => endedAt === null) ? RUNNING_MS : REST_MS),
  })
