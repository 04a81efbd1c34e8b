/** What the window is called: the page's name, or while the screen is locked the lock's, whatever the page does behind it. */
export class WindowTitle {
  #page = ''
  #cover: string | undefined
  readonly #show: (title: string) => void

  /** @param show where a title goes, such as `document.title` */
  constructor(show: (title: string) => void) {
    this.#show = show
  }

  page(title: string): void {
    this.#page = title
    this.#tell()
  }

  /** Until `uncover`, the page's name is nowhere to be read. */
  cover(title: string): void {
    this.#cover = title
    this.#tell()
  }

  uncover(): void {
    this.#cover = undefined
    this.#tell()
  }

  #tell(): void {
    this.#show(this.#cover ?? this.#page)
  }
}

export const windowTitle = new WindowTitle((title) => {
  document.title = title
})
