import { createServer } from 'node:net'
import { codeOf, StartError } from '../platform/embedded/index.ts'

/**
 * Checks that the program will be able to listen, before anything slow has begun. Throws `PORT_TAKEN`,
 * `PORT_FORBIDDEN` or `HOST_UNKNOWN`.
 */
export async function mustBeFree(port: number, host: string): Promise<void> {
  const probe = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject)
      probe.listen({ port, host, exclusive: true }, resolve)
    })
  } catch (error) {
    throw portProblem(error, port, host) ?? error
  }
  await new Promise(resolve => probe.close(resolve))
}

/** The one line for an error of `listen`; undefined for other errors. */
export function portProblem(error: unknown, port: number, host: string): StartError | undefined {
  const code = codeOf(error)
  if (code === 'EADDRINUSE') {
    return new StartError('PORT_TAKEN', `Port ${port} on ${host} is taken: stop the other program or set PORT.`)
  }
  if (code === 'EACCES') {
    return new StartError('PORT_FORBIDDEN', `Port ${port} may not be opened by this user: set PORT to 1024 or more.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartError('HOST_UNKNOWN', `${host} is no address of this machine: set HOST.`)
  }
  return undefined
}
