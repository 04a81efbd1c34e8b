import type { FhirFault, ProblemDetails } from '@kotisilta/contract'

type Found = NonNullable<ProblemDetails['faults']>[number] & { code: FhirFault }

/** What in a resource cannot be understood, and where. The message is for whoever reads the answer itself. */
export class Faults {
  readonly found: Found[] = []
  /** @param wanted what has to stand there, in FHIR's own terms */
  add(path: string, code: FhirFault, message: string, wanted?: string): undefined {
    this.found.push({ path, code, message, ...(wanted !== undefined && { wanted }) })
  }
}
