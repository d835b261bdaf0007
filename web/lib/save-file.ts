/** Lets the browser save bytes as a file. */
export function saveFile(name: string, bytes: Blob): void {
  const address = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Not at once: the browser begins to read it a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
