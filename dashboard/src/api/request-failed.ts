import { KotisiltaError, type ProblemCode, type ProblemDetails } from '@kotisilta/contract'

/** Why a request gave nothing: the server's own code, or what this screen met on the way. */
export const FAILURE_CODES = ['no-answer', 'answer-unreadable', 'file-not-json'] as const
export type FailureCode = ProblemCode | (typeof FAILURE_CODES)[number]

export class RequestFailed extends KotisiltaError {
  override readonly code: FailureCode
  readonly problem: ProblemDetails | undefined
  constructor(code: FailureCode, message: string, options: { cause?: unknown; problem?: ProblemDetails } = {}) {
    super(code, message, { cause: options.cause })
    this.name = 'RequestFailed'
    this.code = code
    this.problem = options.problem
  }
}

/** The code by which a screen says what went wrong. */
export const failureCode = (error: unknown): FailureCode => (error instanceof RequestFailed ? error.code : 'internal')
