import type { ProblemCode } from '@kotisilta/contract'
import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/schema.ts'
import { EVERY_AREA } from '../policy/rows.ts'
import { technicalAlertStore } from '../technical/store.ts'
import type { ApiTokenRow, CertificateRow, Finding, GatewayChange } from './changes.ts'

/** Writes changes about gateways; the committing thread alone calls it. @returns why not, if it could not be done */
export function gatewayChangeStore(query: Kysely<Database>) {
  const technical = technicalAlertStore(query)
  return async (change: GatewayChange): Promise<ProblemCode | undefined> => {
    switch (change.kind) {
      case 'added': {
        const { gateway: id, home, tokenHash, at } = change
        const known = await query.selectFrom('home').select('id').where('id', '=', home).executeTakeFirst()
        if (known === undefined) return 'not-found'
        const row = { id, home, token_hash: Buffer.from(tokenHash), created_at: at, revoked_at: null }
        await query.insertInto('gateway').values(row).execute()
        return undefined
      }
      case 'code-offered':
        return offerCode(query, change)
      case 'enrolled':
        return enrol(query, change)
      case 'renewed':
        await putCertificate(query, change.certificate)
        return undefined
      case 'revoked': {
        const { numUpdatedRows } = await query
          .updateTable('gateway')
          .set({ revoked_at: change.at, token_hash: Buffer.from(change.tokenHash) })
          .where('id', '=', change.gateway)
          .executeTakeFirst()
        await query.deleteFrom('enrolment_code').where('gateway', '=', change.gateway).execute()
        return numUpdatedRows === 0n ? 'not-found' : undefined
      }
      case 'found':
        for (const finding of change.findings) {
          await addFinding(query, finding)
          await technical.found(finding)
        }
        return undefined
      case 'finding-seen': {
        const { numDeletedRows } = await query
          .deleteFrom('gateway_finding')
          .where('gateway', '=', change.gateway)
          .where('code', '=', change.code)
          .executeTakeFirst()
        return numDeletedRows === 0n ? 'not-found' : undefined
      }
      case 'token-made':
        return makeToken(query, change.token)
      case 'token-revoked': {
        const { numUpdatedRows } = await query
          .updateTable('api_token')
          .set({ revoked_at: change.at })
          .where('id', '=', change.id)
          .where('revoked_at', 'is', null)
          .executeTakeFirst()
        return numUpdatedRows === 0n ? 'not-found' : undefined
      }
      case 'tokens-used':
        for (const { id, at } of change.used) {
          await query.updateTable('api_token').set({ last_used_at: at }).where('id', '=', id).execute()
        }
        return undefined
    }
  }
}

async function offerCode(
  query: Kysely<Database>,
  { gateway, codeHash, by, at, expiresAt }: Extract<GatewayChange, { kind: 'code-offered' }>,
): Promise<ProblemCode | undefined> {
  const known = await query.selectFrom('gateway').select('id').where('id', '=', gateway).executeTakeFirst()
  if (known === undefined) return 'not-found'
  // One code at a time, and none that lies about.
  await query
    .deleteFrom('enrolment_code')
    .where((where) => where.or([where('gateway', '=', gateway), where('expires_at', '<', at)]))
    .execute()
  await query
    .insertInto('enrolment_code')
    .values({
      code_hash: Buffer.from(codeHash),
      gateway,
      created_at: at,
      created_by: by,
      expires_at: expiresAt,
      key_hash: null,
    })
    .execute()
  return undefined
}

async function enrol(
  query: Kysely<Database>,
  { codeHash, certificate, tokenHash }: Extract<GatewayChange, { kind: 'enrolled' }>,
): Promise<ProblemCode | undefined> {
  const keyHash = Buffer.from(certificate.keyHash)
  const { numUpdatedRows } = await query
    .updateTable('enrolment_code')
    .set({ key_hash: keyHash })
    .where('code_hash', '=', Buffer.from(codeHash))
    .where('gateway', '=', certificate.gateway)
    .where('expires_at', '>', certificate.issuedAt)
    .where((where) => where.or([where('key_hash', 'is', null), where('key_hash', '=', keyHash)]))
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return 'code-invalid'
  await putCertificate(query, certificate)
  // Whoever has a certificate has no use for a token, and nobody else shall have any.
  await query
    .updateTable('gateway')
    .set({ token_hash: Buffer.from(tokenHash) })
    .where('id', '=', certificate.gateway)
    .execute()
  return undefined
}

async function putCertificate(query: Kysely<Database>, row: CertificateRow): Promise<void> {
  const { serial, gateway, issuedAt, notAfter, keyHash } = row
  const values = { serial, gateway, issued_at: issuedAt, not_after: notAfter, key_hash: Buffer.from(keyHash) }
  await query.insertInto('gateway_certificate').values(values).execute()
}

async function addFinding(query: Kysely<Database>, finding: Finding): Promise<void> {
  const { gateway, code, count, firstAt, lastAt, detail } = finding
  await query
    .insertInto('gateway_finding')
    .values({ gateway, code, count, first_at: firstAt, last_at: lastAt, detail })
    .onConflict((conflict) =>
      conflict
        .columns(['gateway', 'code'])
        .doUpdateSet({ count: sql`gateway_finding.count + ${count}`, last_at: lastAt, detail }),
    )
    .execute()
}

async function makeToken(query: Kysely<Database>, token: ApiTokenRow): Promise<ProblemCode | undefined> {
  const { id, name, tokenHash, scopes, gateway, areas, at, by, expiresAt } = token
  if (gateway !== null) {
    const known = await query.selectFrom('gateway').select('id').where('id', '=', gateway).executeTakeFirst()
    if (known === undefined) return 'not-found'
  }
  await query
    .insertInto('api_token')
    .values({
      id,
      name,
      token_hash: Buffer.from(tokenHash),
      scopes: scopes.join(' '),
      gateway,
      areas: areas === 'every' ? EVERY_AREA : areas.join(' '),
      created_at: at,
      created_by: by,
      expires_at: expiresAt,
      last_used_at: null,
      revoked_at: null,
    })
    .execute()
  return undefined
}
