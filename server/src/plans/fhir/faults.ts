/** What in a resource cannot be understood, and where. */
export class Faults {
  readonly found: { path: string; message: string }[] = []
  add(path: string, message: string): undefined {
    this.found.push({ path, message })
  }
}
