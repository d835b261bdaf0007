/** What a program needs to find its files and to speak its language. Our settings hold every secret and are not among these. */
const HANDED_ON = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'LANG', 'LANGUAGE', 'TMPDIR', 'TMP', 'TEMP'],
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SYSTEMROOT', 'WINDIR', 'COMSPEC', 'PATHEXT'],
]

/**
 * The environment of a child process: what is named above and what is given here, nothing else. Another system user can read
 * the environment of a process that runs as it, so one that inherited ours would show the keys of the whole installation.
 */
export function childEnvironment(given: Record<string, string> = {}): Record<string, string> {
  const known = HANDED_ON.flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const locale = Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith('LC_') && value !== undefined ? [[name, value] as const] : [],
  )
  return { ...Object.fromEntries([...known, ...locale]), ...given }
}
