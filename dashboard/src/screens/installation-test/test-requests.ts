import { installationTestSchema, installationTestStartedSchema, TEST_MINUTES } from '@kotisilta/contract'
import { request } from '../../api/request.ts'

const part = encodeURIComponent

export const getTests = () => request('/api/v1/installation-tests', installationTestSchema.array())

export const startTest = (gateway: string) =>
  request(`/api/v1/gateways/${part(gateway)}/installation-test`, installationTestStartedSchema, {
    method: 'POST',
    body: { minutes: TEST_MINUTES.usual },
  })

export const tryDevice = (test: string, device: string): Promise<void> =>
  request(`/api/v1/installation-tests/${part(test)}/device`, undefined, {
    method: 'POST',
    body: { device, inHand: true },
  })

export const endTest = (test: string): Promise<void> =>
  request(`/api/v1/installation-tests/${part(test)}/end`, undefined, { method: 'POST' })

export const wasReal = (item: string): Promise<void> =>
  request(`/api/v1/installation-tests/items/${part(item)}/real`, undefined, { method: 'POST' })
