import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A CPU profile as V8 gives it. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
}

export interface SelfTime {
  /** Function, file and line. */
  name: string
  ms: number
}

/** Connects to the inspector of a process; the function that it resolves with ends the profile and returns it. */
export async function startProfile(port: number): Promise<() => Promise<CpuProfile>> {
  const list = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as { webSocketDebuggerUrl: string }[]
  const socket = new WebSocket(list[0]!.webSocketDebuggerUrl)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error('the inspector does not answer'))
  })
  let id = 0
  const call = (method: string, params: object = {}) => {
    const own = ++id
    return new Promise<{ profile: CpuProfile }>(resolve => {
      const onMessage = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data)) as { id: number; result: { profile: CpuProfile } }
        if (answer.id !== own) return
        socket.removeEventListener('message', onMessage)
        resolve(answer.result)
      }
      socket.addEventListener('message', onMessage)
      socket.send(JSON.stringify({ id: own, method, params }))
    })
  }
  await call('Profiler.enable')
  await call('Profiler.setSamplingInterval', { interval: 500 })
  await call('Profiler.start')
  return async () => {
    const { profile } = await call('Profiler.stop')
    socket.close()
    return profile
  }
}

/** Milliseconds that were spent in each function itself, most first; `root` is taken off file names. */
export function selfTimes(profile: CpuProfile, root: string): SelfTime[] {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame, root)]))
  const sums = new Map<string, number>()
  profile.samples.forEach((node, at) => {
    const name = names.get(node)!
    sums.set(name, (sums.get(name) ?? 0) + profile.timeDeltas[at]! / 1000)
  })
  return [...sums].map(([name, ms]) => ({ name, ms })).toSorted((a, b) => b.ms - a.ms)
}

/** The same by module: a package, or a folder of the program. */
export function timesByModule(times: SelfTime[]): SelfTime[] {
  const sums = new Map<string, number>()
  for (const { name, ms } of times) {
    const module = moduleOf(name)
    sums.set(module, (sums.get(module) ?? 0) + ms)
  }
  return [...sums].map(([name, ms]) => ({ name, ms })).toSorted((a, b) => b.ms - a.ms)
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][0]['callFrame'], root: string): string {
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url
  return `${functionName || '(anonymous)'} ${file === '' ? '' : `${file}:${lineNumber + 1}`}`.trim()
}

function moduleOf(name: string): string {
  const file = name.split(' ').at(-1)!
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)
  if (found) return found[1]!
  if (file.startsWith('node:')) return file.replace(/:\d+$/, '')
  return file.includes('/') ? file.split('/').slice(0, 3).join('/') : name
}
