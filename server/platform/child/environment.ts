/** What a program needs to find its files and to know its language. None of our settings, which hold all secrets. */
const HANDED_ON = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'LANG', 'LANGUAGE', 'TMPDIR', 'TMP', 'TEMP'],
  ...['LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH', 'SYSTEMROOT', 'WINDIR', 'COMSPEC', 'PATHEXT'],
]

/**
 * The environment of a child process: the variables named above and those given here. A child may run as another system user,
 * who can read its environment: inheriting ours would show that user the keys of the whole installation.
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
