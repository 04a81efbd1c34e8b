import { closeSync, openSync, readSync, writeSync } from 'node:fs'

/** For tests: a page of a database file becomes what a broken disk gives back. @returns how to put it back */
export function overwritePage(file: string, number: number, pageSize = 1024): () => void {
  const write = (bytes: Uint8Array): void => {
    const descriptor = openSync(file, 'r+')
    writeSync(descriptor, bytes, 0, pageSize, (number - 1) * pageSize)
    closeSync(descriptor)
  }
  const before = Buffer.alloc(pageSize)
  const descriptor = openSync(file, 'r')
  readSync(descriptor, before, 0, pageSize, (number - 1) * pageSize)
  closeSync(descriptor)
  write(Buffer.alloc(pageSize, 0xa5))
  return () => write(before)
}
