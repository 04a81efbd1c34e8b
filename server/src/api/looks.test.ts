import { KotisiltaError } from '@kotisilta/contract'
import Fastify from 'fastify'
import { afterEach, expect, test } from 'vitest'
import type { Committer } from '../commit/committer.ts'
import { handleErrors } from './errors.ts'
import { answerAfterLooks, look } from './looks.ts'
import type { App } from './services.ts'

type Write = Committer['look']

let app: App | undefined
afterEach(() => app?.close())

/** A server with one route that tells somebody's name; `read` says when it has been read. */
function server(write: Write, read: () => void = () => {}) {
  app = Fastify() as unknown as App
  handleErrors(app, { damaged: () => {} })
  answerAfterLooks(app)
  app.get('/one', async (request) => {
    await look(request, { look: write }, { staff: 'aino', patient: 'helvi', action: 'patient-viewed' })
    await look(request, { look: write }, { staff: 'aino', patient: 'onni', action: 'patient-viewed' })
    read()
    return { name: 'Helvi' }
  })
  app.get('/none', async () => ({ name: 'nobody' }))
  return app
}

test('an answer is read while its looks are being written down, and goes out when all of them are', async () => {
  const commits = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let next = 0
  let sent = false
  const hasRead = Promise.withResolvers<void>()
  const write: Write = () => (commits[next++] as (typeof commits)[0]).promise
  const answer = server(write, hasRead.resolve)
    .inject('/one')
    .then((response) => {
      sent = true
      return response
    })
  await hasRead.promise
  commits[0]?.resolve()
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  expect(sent).toBe(false)
  commits[1]?.resolve()
  expect((await answer).json()).toEqual({ name: 'Helvi' })
})

test('an answer whose look cannot be written down does not go out: its reason does', async () => {
  const failing: Write = () => Promise.reject(new KotisiltaError('storage-full', 'no room'))
  const answer = await server(failing).inject('/one')
  expect(answer.statusCode).toBeGreaterThanOrEqual(500)
  expect(answer.json()).toMatchObject({ code: 'storage-full' })
  expect(answer.body).not.toContain('Helvi')
})

test('what looks at nobody waits for nothing', async () => {
  const never: Write = () => new Promise(() => {})
  expect((await server(never).inject('/none')).json()).toEqual({ name: 'nobody' })
})
