import { parseArgs } from 'node:util'
import { measureLone, measureSaturated, warmUp } from './reply/measure.ts'
import { openSide, type Side } from './reply/side.ts'
import { printCalls, printTop } from './reply/top.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    top: { type: 'boolean', default: false },
    against: { type: 'string' },
    businesses: { type: 'string', default: '300' },
    outstanding: { type: 'string', default: '100' },
  },
})
const SECONDS = values.quick ? 8 : 30
const outstanding = Number(values.outstanding)
const roots = [undefined, ...(values.against ? [values.against] : [])]
const sides: Side[] = []
try {
  for (const root of roots) {
    const name = root === undefined ? 'ours' : 'against'
    sides.push(await openSide({ name, root, businesses: Number(values.businesses), answerMs: 10, inspect: values.top }))
  }
  for (const side of sides) await warmUp(side, values.quick ? 400 : 2_000, outstanding)
  for (const side of sides) {
    const show = (title: string, replies: number) => printCalls(side, title, replies)
    console.log(side.name, await measureLone(side, SECONDS, values.top ? show : undefined))
    console.log(side.name, await measureSaturated(side, SECONDS, outstanding))
  }
  if (values.top) {
    for (const [at, side] of sides.entries()) await printTop(side, roots[at], { seconds: SECONDS, outstanding })
  }
} finally {
  for (const side of sides) await side.close()
}
