import type { ConsentHolder, ConsentScope, Milliseconds, Role } from '@kotisilta/contract'

/** A span in which something holds; without an end, until it is ended. */
export interface Span {
  readonly from: Milliseconds
  readonly until: Milliseconds | null
}

export const holds = ({ from, until }: Span, now: Milliseconds): boolean =>
  from <= now && (until === null || now < until)

/** Who asks. */
export interface Subject {
  readonly id: string
  readonly role: Role
  /** Areas assigned to the person; `every`: the whole region. */
  readonly areas: 'every' | ReadonlySet<string>
  /** Teams with the areas that each looks after. */
  readonly teams: readonly (Span & { readonly team: string; readonly areas: ReadonlySet<string> })[]
}

/** Whose data it is, and who has been let in to it. */
export interface Concerned {
  readonly id: string
  readonly area: string
  readonly relationships: readonly (Span & { readonly staff: string | null; readonly team: string | null })[]
  readonly openings: readonly (Span & { readonly staff: string })[]
  readonly consents: readonly (Span & {
    readonly account: string
    readonly holder: ConsentHolder
    readonly scopes: readonly ConsentScope[]
  })[]
}
