import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { until } from '../../test/until.ts'
import type { PubSub } from './port.ts'

let topics = 0
const newTopic = () => `topic-${process.pid}-${++topics}`

/** What every pub/sub does. `open` makes one more; all are closed after each test. */
export function pubsubContract(open: () => PubSub): void {
  const opened: PubSub[] = []
  const pubsub = () => {
    const one = open()
    opened.push(one)
    return one
  }
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(one => one.close()))
  })

  it('carries messages in order to every listener of their topic, and to no other', async () => {
    const [one, topic] = [pubsub(), newTopic()]
    const heard: unknown[][] = [[], [], []]
    await one.subscribe(topic, message => void heard[0]!.push(message))
    await one.subscribe(topic, message => void heard[1]!.push(message))
    await one.subscribe(newTopic(), message => void heard[2]!.push(message))
    for (let no = 0; no < 100; no++) await one.publish(topic, { no, text: 'مرحبا' })
    await until(() => heard[0]!.length === 100 && heard[1]!.length === 100)
    expect(heard[0]).toEqual(Array.from({ length: 100 }, (_, no) => ({ no, text: 'مرحبا' })))
    expect(heard[2]).toEqual([])
  })

  it('says nothing more to a listener that left, while another stays', async () => {
    const [one, topic] = [pubsub(), newTopic()]
    const heard: unknown[][] = [[], []]
    const leave = await one.subscribe(topic, message => void heard[0]!.push(message))
    await one.subscribe(topic, message => void heard[1]!.push(message))
    await leave()
    await one.publish(topic, 1)
    await until(() => heard[1]!.length === 1)
    await wait(20)
    expect(heard[0]).toEqual([])
  })

  it('hears again after it left and came back', async () => {
    const [one, topic] = [pubsub(), newTopic()]
    const heard: unknown[] = []
    const leave = await one.subscribe(topic, message => void heard.push(message))
    await leave()
    await one.subscribe(topic, message => void heard.push(message))
    await one.publish(topic, 2)
    await until(() => heard.length > 0)
    expect(heard).toEqual([2])
  })
}
